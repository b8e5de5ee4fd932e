import { setTimeout } from 'node:timers/promises'
import * as oauth from 'oauth4webapi'
import { NoTokenError } from '../discovery/no-token-error.ts'
import { parametersOf, type Parties, type TokenRequest } from './parties.ts'

/** What a person needs to sign in on another device. */
export interface DevicePrompt {
  readonly address: string
  readonly userCode: string
}

/** How a person signs in on another device. */
export interface DeviceSignIn {
  /** How long to wait for the person, in seconds. */
  readonly timeoutSeconds: number
  /** Shows the person where to sign in. */
  readonly showDevice: (prompt: DevicePrompt) => void
}

/** Pause between two questions if the server names none, and what is added if it says slow_down (RFC 8628). */
const INTERVAL_SECONDS = 5

/**
 * Signs a person in on another device (RFC 8628).
 *
 * @throws {NoTokenError} If the server has no such flow, the code expires, or the sign-in takes too long.
 */
export async function signInWithDevice(
  { server, client, authentication, options }: Parties,
  request: TokenRequest,
  { timeoutSeconds, showDevice }: DeviceSignIn
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
  showDevice({ address: verification_uri_complete ?? verification_uri, userCode })
  let seconds = device.interval ?? INTERVAL_SECONDS
  const waitUntil = performance.now() + Math.min(device.expires_in, timeoutSeconds) * 1000
  // Never sooner than the server allows, and never longer than timers can wait.
  while (performance.now() + seconds * 1000 < waitUntil) {
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
  await setTimeout(Math.max(0, waitUntil - performance.now()))
  throw new NoTokenError(
    timeoutSeconds < device.expires_in
      ? `no sign-in within ${timeoutSeconds} seconds`
      : 'the code expired before the sign-in: start again'
  )
}

const PENDING: ReadonlySet<string> = new Set(['authorization_pending', 'slow_down'])
