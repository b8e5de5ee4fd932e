import type { TokenEndpointResponse } from 'oauth4webapi'
import { signInWithBrowser, type BrowserSignIn } from './authorization-code.ts'
import { requestWithCredentials } from './client-credentials.ts'
import { describeFailure } from './describe-failure.ts'
import { signInWithDevice, type DevicePrompt } from './device-code.ts'
import type { Parties, TokenRequest } from './parties.ts'

/** How a token is obtained, and how a person takes part in it. */
export interface TokenGrant extends BrowserSignIn {
  readonly kind: 'browser' | 'device' | 'credentials'
  /** Shows a person where to sign in on another device. */
  readonly showDevice: (prompt: DevicePrompt) => void
}

/**
 * Obtains a token.
 *
 * @throws {NoTokenError} If a server gives none, with the reason in words.
 */
export async function obtainToken(
  parties: Parties,
  request: TokenRequest,
  grant: TokenGrant
): Promise<TokenEndpointResponse> {
  try {
    if (grant.kind === 'credentials') return await requestWithCredentials(parties, request)
    if (grant.kind === 'device') return await signInWithDevice(parties, request, grant.showDevice)
    return await signInWithBrowser(parties, request, grant)
  } catch (error) {
    throw describeFailure(error)
  }
}
