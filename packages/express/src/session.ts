import { asError, ProtectedResourceError, type Admission, type ProtectedResource } from '@portcullis/core'
import type { NextFunction, Request, Response } from 'express'
import type { RefusalOptions } from './types.ts'

/** Who decides about a request, and what happens to it if it is refused. */
export interface Keeper extends RefusalOptions {
  readonly resource: ProtectedResource
}

/** What Express gives to a middleware. */
export type Exchange = Readonly<{ req: Request<unknown>; res: Response; next: NextFunction }>

/** The key under which `res.locals` keeps how a request was let in, for the guards that come after. */
export const SESSION: unique symbol = Symbol('portcullis session')

/**
 * What Express keeps for a request. The request itself is no place: Express gives each one a hidden class of
 * its own, and with Node 20 a new member costs twenty times as much as recognising a token.
 */
export interface Locals {
  [SESSION]?: Admission & Readonly<{ keeper: Keeper }>
}

/** A request that may have been let in. */
type Guarded = { auth: Admission['context']; authFailure?: Admission['failure'] }

/** Whether a request may have a failure already: to look for one costs more than recognising a token, too. */
let hasFailures = false

/**
 * Lets a request in.
 *
 * @param admission How.
 * @param keeper By whom.
 * @param exchange The request and what comes next.
 */
export function enter(admission: Admission, keeper: Keeper, { req, res, next }: Exchange): void {
  const guarded: Guarded = req
  const locals: Locals = res.locals
  // Undefined too: who is known to an outer protected resource is not thereby known to this one.
  guarded.auth = admission.context
  hasFailures ||= admission.failure !== undefined
  if (hasFailures) guarded.authFailure = admission.failure
  locals[SESSION] = { ...admission, keeper }
  next()
}

/**
 * Answers a refused request; everything that is no refusal goes the framework's way for errors.
 *
 * @param error What was thrown.
 * @param keeper Who answers.
 * @param exchange Where it goes.
 */
export function refuse(error: unknown, { resource, onRefusal }: Keeper, { res, next }: Exchange): void {
  if (!(error instanceof ProtectedResourceError) || res.headersSent) return next(asError(error))
  try {
    const { status, headers, body } = resource.answer(error)
    res.status(status).set(headers)
    if (onRefusal !== 'next') return void res.end(body)
  } catch (fault) {
    return next(asError(fault))
  }
  // The body is another's.
  for (const name of ['Content-Length', 'Content-Type']) res.removeHeader(name)
  next(error)
}
