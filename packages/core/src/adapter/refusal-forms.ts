import type { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { describeRefusal } from '../events/describe-refusal.ts'
import { readPath } from '../request/read-path.ts'
import type { ResourceRequest } from '../request/resource-request.ts'

/** What servers of GraphQL call these failures. */
const GRAPHQL_CODES: Readonly<Record<ProtectedResourceError['status'], string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  503: 'SERVICE_UNAVAILABLE'
}

/**
 * Creates the `extensions` of a GraphQL error for a refusal, for authors of adapters: `code`, and in `error`
 * the OAuth error if the request had credentials (RFC 6750 section 3.1). Neither reason code nor hint.
 */
export function graphqlExtensions({ status, oauthError }: ProtectedResourceError): Record<string, unknown> {
  return { code: GRAPHQL_CODES[status], ...(oauthError === undefined ? {} : { error: oauthError }) }
}

/**
 * Describes a refusal in one line for the log of a host, for authors of adapters: request, status, reason
 * code, hint and where the code is documented. Has no token, no claim value and no query.
 *
 * @param refusal The refusal.
 * @param request The refused request, if the host knows it.
 */
export function refusalLine(refusal: ProtectedResourceError, request?: ResourceRequest): string {
  const { status, code, hint } = refusal
  const path = request === undefined ? undefined : readPath(request)
  return describeRefusal({ method: request?.method, path, status, code, hint })
}
