import { toError, ProtectedResourceError, type ProtectedResource } from '@portcullis/core'
import type { NextFunction, Request, Response } from 'express'
import type { RefusalOptions } from './types.ts'

/** The protected resource that decides about a request, and what happens to one that it refuses. */
export interface Protection extends RefusalOptions {
  readonly resource: ProtectedResource
}

/** What Express gives to a middleware. */
export type Exchange = Readonly<{ req: Request<unknown>; res: Response; next: NextFunction }>

/**
 * Answers a refused request; everything that is no refusal goes the framework's way for errors.
 *
 * @param error What was thrown.
 * @param protection Who answers.
 * @param exchange Where it goes.
 */
export function refuse(error: unknown, { resource, onRefusal }: Protection, { res, next }: Exchange): void {
  if (!(error instanceof ProtectedResourceError) || res.headersSent) return next(toError(error))
  try {
    const { status, headers, body } = resource.answer(error)
    res.status(status).set(headers)
    if (onRefusal !== 'next') return void res.end(body)
  } catch (fault) {
    return next(toError(fault))
  }
  // The body is another's.
  for (const name of ['Content-Length', 'Content-Type']) res.removeHeader(name)
  next(error)
}
