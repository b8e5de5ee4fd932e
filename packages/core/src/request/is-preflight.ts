import type { ResourceRequest } from './resource-request.ts'

/**
 * Returns whether a request is a CORS preflight: `OPTIONS` with `Origin` and `Access-Control-Request-Method`,
 * and no credentials, since browsers send none with it (Fetch, CORS-preflight fetch). CORS middleware answers
 * it, before authentication.
 */
export function isPreflight(request: ResourceRequest): boolean {
  if (request.method !== 'OPTIONS') return false
  const { headers } = request
  return (
    headers['origin'] !== undefined &&
    headers['access-control-request-method'] !== undefined &&
    headers['authorization'] === undefined
  )
}
