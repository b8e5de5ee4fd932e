import type { Admission } from '@portcullis/core'
import type { Exchange, Protection } from './refuse.ts'

/** The key under which `res.locals` keeps how a request was let in, for the guards that come after. */
export const ADMITTED: unique symbol = Symbol('portcullis admitted')

/**
 * What Express keeps for a request. The request itself is no place: Express gives each one a hidden class of
 * its own, and with Node 20 a new member costs twenty times as much as recognising a token.
 */
export interface Locals {
  [ADMITTED]?: Admission & Readonly<{ protection: Protection }>
}

/** A request that may have been let in. */
type Guarded = { auth: Admission['context']; authFailure?: Admission['failure'] }

/** Whether a request may have a failure already: to look for one costs more than recognising a token, too. */
let hasFailures = false

/**
 * Lets a request in.
 *
 * @param admission How.
 * @param protection By whom.
 * @param exchange The request and what comes next.
 */
export function enter(admission: Admission, protection: Protection, { req, res, next }: Exchange): void {
  const guarded: Guarded = req
  const locals: Locals = res.locals
  // Undefined too: who is known to an outer protected resource is not thereby known to this one.
  guarded.auth = admission.context
  hasFailures ||= admission.failure !== undefined
  if (hasFailures) guarded.authFailure = admission.failure
  locals[ADMITTED] = { ...admission, protection }
  next()
}
