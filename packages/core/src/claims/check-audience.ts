import { quote } from '../errors/quote.ts'
import { readFirstString } from '../json/claim-path.ts'
import type { ClaimCheck, ClaimExpectations, ClaimFailure, TokenClaims } from './claim-check.ts'

/**
 * One member of `aud` must be an identifier of this protected resource, code point by code point (RFC 7519
 * section 4.1.3, RFC 9068 section 4). If the resource is bound to clients instead, a token without `aud` must
 * come from one of them.
 */
export const checkAudience: ClaimCheck = (token, expected) => {
  const { aud } = token.unverifiedClaims
  if (aud === undefined) return checkClient(token, expected)
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  if (!audiences.every((audience) => typeof audience === 'string')) return MALFORMED
  if (!audiences.some((audience) => expected.audiences.has(audience))) return mismatch(audiences, expected)
  if (expected.rejectMultipleAudiences && audiences.length > 1) return MULTIPLE
  return undefined
}

const MALFORMED: ClaimFailure = {
  code: 'claim_malformed',
  claim: 'aud',
  hint: '"aud" must be a string or a list of strings'
}

const MULTIPLE: ClaimFailure = {
  code: 'audience_multiple',
  claim: 'aud',
  hint: 'the token is valid for other resources too, which "rejectMultipleAudiences" forbids: its scopes can be meant for another one'
}

function checkClient(token: TokenClaims, expected: ClaimExpectations): ClaimFailure | undefined {
  const hint =
    'the token has no "aud": configure the authorization server to issue it for this API (often, the client must send "resource" or "audience")'
  if (expected.clientIds === undefined) return { code: 'audience_missing', claim: 'aud', hint }
  const clientId = readFirstString(token.unverifiedClaims, expected.clientIdClaims)
  if (clientId !== undefined && expected.clientIds.has(clientId)) return undefined
  return {
    code: 'audience_mismatch',
    claim: 'client_id',
    hint: 'the token was issued to a client that is not among "clientIds"'
  }
}

function mismatch(audiences: readonly string[], { audiences: own }: ClaimExpectations): ClaimFailure {
  const stated = audiences.length === 1 ? quote(audiences[0]) : quote(audiences)
  return {
    code: 'audience_mismatch',
    claim: 'aud',
    hint: `the "aud" of the token is ${stated}, this API is ${quote([...own])}: ${remedyFor(audiences, own)}`
  }
}

/** The most common reasons, each with its remedy. */
function remedyFor(audiences: readonly string[], own: ReadonlySet<string>): string {
  if (audiences.includes('account')) return 'add an audience mapper for this API to the client in Keycloak'
  if (audiences.some((audience) => GRAPH.has(audience)))
    return 'the client requested Microsoft Graph: it must request a scope of this API (api://…)'
  if (audiences.some((audience) => differsBySlash(audience, own)))
    return 'the two differ by a trailing slash; they must be equal'
  return 'have the client request a token for this API, or correct the option "audience"'
}

const GRAPH = new Set(['00000003-0000-0000-c000-000000000000', 'https://graph.microsoft.com'])

function differsBySlash(audience: string, own: ReadonlySet<string>): boolean {
  return own.has(`${audience}/`) || (audience.endsWith('/') && own.has(audience.slice(0, -1)))
}
