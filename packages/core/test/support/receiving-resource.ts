import type { EventMessage } from '../../src/logout/event-message.ts'
import type { LogoutTokenOptions, SecurityEventOptions } from '../../src/logout/receiver-options.ts'
import type { ProtectedResourceOptions } from '../../src/options/protected-resource-options.ts'
import type { Answer } from '../../src/challenge/answer.ts'
import { codeOf, openResource, type OpenResource } from './open-resource.ts'

/** A protected resource that receives what its issuer reports. */
export interface ReceivingResource extends OpenResource {
  receiveLogout(token: string): Promise<Answer>
  receiveEvent(token: string, headers?: EventMessage['headers']): Promise<Answer>
  /** Whether an access token with these claims is refused as revoked. */
  isRevoked(accessToken: string): Promise<boolean>
}

/** What a test changes. */
export interface ReceivingChange {
  readonly resource?: ProtectedResourceOptions
  readonly logout?: Partial<LogoutTokenOptions>
  readonly events?: Partial<SecurityEventOptions>
}

/** The headers of a logout request. */
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** The headers of a pushed event. */
export const PUSH = { 'content-type': 'application/secevent+jwt' }

/** The body of a logout request. */
export const formOf = (token: string): string => new URLSearchParams({ logout_token: token }).toString()

/** Opens both until the test is over. */
export async function openReceiving({
  resource: options = {},
  logout = {},
  events = {}
}: ReceivingChange = {}): Promise<ReceivingResource> {
  const opened = await openResource(options)
  const { resource } = opened
  const receiveLogout = resource.receiveLogoutTokens({ clientIds: ['web', 'test-client'], ...logout })
  const receiveEvent = resource.receiveSecurityEvents({ audience: 'test-client', ...events })
  return {
    ...opened,
    receiveLogout: (token) => receiveLogout({ method: 'POST', headers: FORM, body: formOf(token) }),
    receiveEvent: (token, headers = PUSH) => receiveEvent({ method: 'POST', headers, body: token }),
    async isRevoked(accessToken) {
      const code = await codeOf(resource, accessToken)
      if (code === undefined || code === 'token_revoked') return code !== undefined
      throw new Error(`refused with ${code}`)
    }
  }
}
