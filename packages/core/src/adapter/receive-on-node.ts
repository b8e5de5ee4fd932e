import type { ReceiveMessage } from '../logout/event-message.ts'
import type { NodeRequest } from '../request/resource-request.ts'
import { sendAnswer, type NodeResponse } from './send-answer.ts'

/** The part of Node's `IncomingMessage` that a receiver reads. */
export interface NodeMessage extends NodeRequest {
  /** Whether a body parser has read the body, and left it in `body`. */
  readonly readableDidRead?: boolean
}

/** Middleware for hosts with `(req, res, next)` on `node:http`. Passes on defects only. */
export type NodeReceiver = (req: NodeMessage, res: NodeResponse, next: (error?: unknown) => void) => void

/**
 * Creates middleware that answers every request with what a receiver says, for authors of adapters. Reads the
 * body, unless a body parser did.
 *
 * @param receive What `receiveLogoutTokens` or `receiveSecurityEvents` of a protected resource returned.
 * @returns The middleware.
 */
export function receiveOnNode(receive: ReceiveMessage): NodeReceiver {
  return (req, res, next) => {
    const { method, headers, readableDidRead } = req
    const body = readableDidRead === true ? req.body : req
    receive({ method, headers, body }).then((answer) => sendAnswer(res, answer), next)
  }
}
