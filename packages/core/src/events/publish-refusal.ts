import { hasListeners, publish } from '#events'
import { isProtectedResourceError } from '../errors/protected-resource-error.ts'

/**
 * Publishes a refusal, if it is one and somebody listens.
 *
 * @param error What was thrown.
 */
export function publishRefusal(error: unknown): void {
  if (!hasListeners() || !isProtectedResourceError(error)) return
  const { code, status, hint, cause } = error
  publish({ type: 'request_refused', code, status, hint, cause })
}
