import type { TokenEndpointResponse } from 'oauth4webapi'
import { NoTokenError } from '../discovery/no-token-error.ts'
import { signInWithBrowser, type BrowserSignIn } from './authorization-code.ts'
import { requestWithCredentials } from './client-credentials.ts'
import { describeFailure } from './describe-failure.ts'
import { signInWithDevice, type DeviceSignIn } from './device-code.ts'
import type { Parties, TokenRequest } from './parties.ts'

/** How a token is obtained, and how a person takes part in it. */
export interface TokenGrant extends BrowserSignIn, DeviceSignIn {
  readonly kind: 'browser' | 'device' | 'credentials'
}

/** Characters of an access token (RFC 6749 appendix A.12). A line break would begin another header. */
const TOKEN_CHARACTERS = /^[\x20-\x7e]+$/

/**
 * Obtains a token.
 *
 * @throws {NoTokenError} If a server gives none, or one that is not safe to write, with the reason in words.
 */
export async function obtainToken(
  parties: Parties,
  request: TokenRequest,
  grant: TokenGrant
): Promise<TokenEndpointResponse> {
  const response = await requestToken(parties, request, grant).catch((error: unknown) => {
    throw describeFailure(error)
  })
  if (TOKEN_CHARACTERS.test(response.access_token)) return response
  throw new NoTokenError(ODD_TOKEN)
}

const ODD_TOKEN =
  'the access token of the authorization server has characters that no token can have (RFC 6749 appendix A.12): it is not written'

async function requestToken(
  parties: Parties,
  request: TokenRequest,
  grant: TokenGrant
): Promise<TokenEndpointResponse> {
  if (grant.kind === 'credentials') return await requestWithCredentials(parties, request)
  if (grant.kind === 'device') return await signInWithDevice(parties, request, grant)
  return await signInWithBrowser(parties, request, grant)
}
