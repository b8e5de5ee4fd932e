import { setAnswerHeaders, sendAnswer, type NodeResponse } from './send-answer.ts'
import type { Admission } from './admission.ts'
import type { Outcome } from './protect.ts'

/** What a host with `(req, res, next)` on `node:http` passes to middleware; Express is one. */
export interface NodeExchange {
  /** The request. `authFailure` becomes the refusal, so that a logger of requests can log its code. */
  readonly req?: object & { authFailure?: unknown }
  /** The response. */
  readonly res: NodeResponse & { readonly headersSent: boolean }
  /** Passes the request on, or an error. */
  readonly next: (error?: unknown) => void
  /** `'next'` passes refusals to the error handler of the host, which writes the body. */
  readonly onRefusal?: 'answer' | 'next' | undefined
  /** Called for an admitted request before it is passed on. */
  readonly attach?: (admission: Admission) => void
}

/**
 * Creates what a host on `node:http` does with a decision, for authors of adapters.
 *
 * @param exchange What the host passed to the middleware.
 * @returns The outcome, for `protect`.
 */
export function createNodeOutcome({ req, res, next, onRefusal, attach }: NodeExchange): Outcome {
  return {
    enter(admission) {
      for (const [name, value] of Object.entries(admission.headers ?? NO_HEADERS)) res.setHeader(name, value)
      attach?.(admission)
      next()
    },
    answer(answer, refusal) {
      // Without a refusal the request never goes on: `next(undefined)` would admit it.
      if (refusal === undefined) return res.headersSent ? undefined : sendAnswer(res, answer)
      if (req !== undefined) req.authFailure = refusal
      if (res.headersSent) return next(refusal)
      if (onRefusal !== 'next') return sendAnswer(res, answer)
      setAnswerHeaders(res, answer)
      next(refusal)
    },
    fail: next
  }
}

const NO_HEADERS: Readonly<Record<string, string>> = {}
