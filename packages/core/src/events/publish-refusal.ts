import { explainOnTerminal, hasListeners, publish } from '#events'
import { ERROR_CODES } from '../errors/codes.ts'
import { isProtectedResourceError } from '../errors/protected-resource-error.ts'
import { callerOf } from '../errors/refused-caller.ts'
import { readPath } from '../request/read-path.ts'
import type { ResourceRequest } from '../request/resource-request.ts'
import type { RequestRefused } from './events.ts'

/** What was decided about, and how long it took. */
export interface Decision {
  /** Undefined if the caller of `authorize` passed none. */
  readonly request: ResourceRequest | undefined
  readonly milliseconds: number
}

/**
 * Publishes a refusal if there are subscribers, and writes it to the terminal with the option `explain`.
 *
 * @param error What was thrown; anything but a refusal is not published.
 * @param decision What was decided about.
 * @param explain The option.
 */
export function publishRefusal(error: unknown, { request, milliseconds }: Decision, explain: boolean): void {
  if (!(explain || hasListeners()) || !isProtectedResourceError(error)) return
  const { code, page, status, hint, cause } = error
  const { issuer, clientId } = callerOf(error) ?? NO_CALLER
  const method = request?.method
  const path = request === undefined ? undefined : readPath(request)
  const { stage } = ERROR_CODES[code]
  const type = 'request_refused'
  const event: RequestRefused = {
    type,
    method,
    path,
    code,
    page,
    stage,
    status,
    hint,
    cause,
    issuer,
    clientId,
    milliseconds
  }
  publish(event)
  if (explain) explainOnTerminal(event)
}

const NO_CALLER = { issuer: undefined, clientId: undefined }
