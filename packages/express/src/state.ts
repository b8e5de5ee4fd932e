import type { Admission, Protection } from '@portcullis/core/adapter'
import type { Handler, RefusalOptions } from './types.ts'

/** The key of the state of a request. */
export const ADMITTED: unique symbol = Symbol('portcullis.admitted')

/** How a request was admitted: what guards read. */
export type Admitted = Readonly<{ admission: Admission; protection: Protection & RefusalOptions }>

/**
 * Returns the object that keeps the state of a request. With Express that is `res.locals`: each request there
 * has a hidden class of its own, so that a new member on the request costs more than the whole check.
 *
 * @param res The response.
 * @returns The object; without a state if no `requireAuth` or `optionalAuth` admitted the request.
 */
export function stateOf(res: Parameters<Handler>[1]): { [ADMITTED]?: Admitted } {
  return res.locals ?? res
}
