import type { ResourceRequest } from '../request/resource-request.ts'

const PREFIX = 'Bearer '

/**
 * Looks at the access token of a request in the form in which nearly every client sends it, without judging
 * anything: only good for asking whether that token was verified before.
 *
 * @param request The request.
 * @returns The token, or undefined where the request needs a closer look.
 */
export function peekAccessToken({ headers }: ResourceRequest): string | undefined {
  const field = headers['authorization']
  return typeof field === 'string' && field.startsWith(PREFIX) ? field.slice(PREFIX.length) : undefined
}
