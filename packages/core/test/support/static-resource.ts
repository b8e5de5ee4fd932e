import { afterAll, onTestFinished } from 'vitest'
import type { ProtectedResourceOptions } from '../../src/options/protected-resource-options.ts'
import { createProtectedResource, type ProtectedResource } from '../../src/protected-resource.ts'
import type { ResourceRequest } from '../../src/request/resource-request.ts'
import { stubClock, type StubClock } from './stub-clock.ts'
import {
  AUDIENCE,
  createTestKey,
  ISSUER,
  NOW,
  signToken,
  type TestKey,
  type TokenParts
} from './test-token.ts'

/** A protected resource that has its keys as a value, a clock that stands, and tokens for it. */
export interface StaticResource {
  readonly resource: ProtectedResource
  readonly clock: StubClock
  readonly key: TestKey
  /** Signs a token that it accepts, with a change. */
  sign(parts?: TokenParts): Promise<string>
}

const key = await createTestKey('ES256')

function staticResource(options: ProtectedResourceOptions = {}): StaticResource {
  const clock = stubClock(NOW)
  const trusted = options.issuers === undefined ? { issuer: ISSUER, jwks: { keys: [key.jwk] } } : {}
  const resource = createProtectedResource({ ...trusted, audience: AUDIENCE, clock, ...options })
  return { resource, clock, key, sign: (parts) => signToken(key, parts) }
}

/** Creates a protected resource that fetches nothing, for all tests of a file or group. */
export function createStaticResource(options: ProtectedResourceOptions = {}): StaticResource {
  const created = staticResource(options)
  afterAll(() => created.resource.close())
  return created
}

/** The same, for one test only. */
export function openStaticResource(options: ProtectedResourceOptions = {}): StaticResource {
  const opened = staticResource(options)
  onTestFinished(() => opened.resource.close())
  return opened
}

/** A request with an access token. */
export function requestWith(accessToken: string): ResourceRequest {
  return { method: 'GET', url: '/', headers: { authorization: `Bearer ${accessToken}` } }
}
