import { setTimeout } from 'node:timers/promises'
import * as oauth from 'oauth4webapi'
import { NoTokenError } from '../discovery/no-token-error.ts'
import { parametersOf, type Parties, type TokenRequest } from './parties.ts'

/** What a person needs to sign in on another device. */
export interface DevicePrompt {
  readonly address: string
  readonly userCode: string
}

/** Pause between two questions if the server names none, and what is added if it says slow_down (RFC 8628). */
const INTERVAL_SECONDS = 5

/**
 * Signs a person in on another device (RFC 8628).
 *
 * @param show Shows the address and the code to the person.
 * @throws {NoTokenError} If the server has no such flow, or the code expires.
 */
export async function signInWithDevice(
  { server, client, authentication, options }: Parties,
  request: TokenRequest,
  show: (prompt: DevicePrompt) => void
): Promise<oauth.TokenEndpointResponse> {
  if (server.device_authorization_endpoint === undefined)
    throw new NoTokenError('the server has no device authorization endpoint: sign in without --device')
  const asked = await oauth.deviceAuthorizationRequest(
    server,
    client,
    authentication,
    parametersOf(request),
    options
  )
  const device = await oauth.processDeviceAuthorizationResponse(server, client, asked)
  const { verification_uri_complete, verification_uri, user_code: userCode, device_code } = device
  show({ address: verification_uri_complete ?? verification_uri, userCode })
  let seconds = device.interval ?? INTERVAL_SECONDS
  const validUntil = performance.now() + device.expires_in * 1000
  while (performance.now() < validUntil) {
    await setTimeout(seconds * 1000)
    const response = await oauth.deviceCodeGrantRequest(server, client, authentication, device_code, {
      ...options,
      additionalParameters: request.resource === undefined ? {} : { resource: request.resource }
    })
    try {
      return await oauth.processDeviceCodeResponse(server, client, response)
    } catch (error) {
      if (!(error instanceof oauth.ResponseBodyError) || !PENDING.has(error.error)) throw error
      if (error.error === 'slow_down') seconds += INTERVAL_SECONDS
    }
  }
  throw new NoTokenError('the code expired before the sign-in: start again')
}

const PENDING: ReadonlySet<string> = new Set(['authorization_pending', 'slow_down'])
