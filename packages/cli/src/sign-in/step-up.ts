import type { ApiDemand } from '../discovery/ask-api.ts'
import type { TokenRequest } from './parties.ts'

/**
 * Returns the request for a token that satisfies a refusal: more scopes (RFC 6750 section 3.1) or a stronger
 * authentication (RFC 9470). Undefined if the API asks for nothing that the last request did not ask for.
 */
export function stepUp(
  request: TokenRequest,
  { status, error, ...demand }: ApiDemand
): TokenRequest | undefined {
  const scopes = [...new Set([...request.scopes, ...demand.scopes])]
  const raised = { ...request, scopes }
  if (error === 'insufficient_user_authentication') {
    const { acrValues, maxAge } = demand
    const isNew = acrValues !== request.acrValues || maxAge !== request.maxAge
    return isNew ? { ...raised, acrValues, maxAge } : undefined
  }
  const isMore = scopes.length > request.scopes.length
  return isMore && (status === 403 || error === 'insufficient_scope') ? raised : undefined
}
