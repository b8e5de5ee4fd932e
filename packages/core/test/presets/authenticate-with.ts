import { createProtectedResource, type AuthContext } from '../../src/index.ts'
import type { PresetOptions } from '../../src/presets/index.ts'
import { stubClock } from '../support/stub-clock.ts'
import { createTestKey, NOW, signToken, type TestKey } from '../support/test-token.ts'

const keys: Promise<TestKey> = createTestKey('RS256')

/** What a token has beside the claims that every token has. */
export interface GivenToken {
  /** A member that is undefined is left out. */
  readonly claims?: object
  readonly header?: object
}

/** Authenticates a token of the first issuer of a preset, for its first audience, signed by a test key. */
export async function authenticateWith(
  options: PresetOptions,
  { claims = {}, header = {} }: GivenToken = {}
): Promise<AuthContext> {
  const key = await keys
  const required = { iss: issuerOf(options), aud: audienceOf(options), iat: NOW, exp: NOW + 300 }
  const token = await signToken(key, { header, claims: { ...required, ...claims } })
  return presentTo(options, token)
}

/** Presents anything as an access token to a protected resource that a preset describes. */
export async function presentTo(options: PresetOptions, token: string): Promise<AuthContext> {
  const { jwk } = await keys
  const api = createProtectedResource({ ...withKeys(options, { keys: [jwk] }), clock: stubClock(NOW) })
  const headers = { authorization: `Bearer ${token}` }
  try {
    return await api.authenticate({ method: 'GET', url: '/', headers })
  } finally {
    await api.close()
  }
}

function withKeys(options: PresetOptions, jwks: { keys: object[] }): PresetOptions {
  const { jwksUri: _, issuers, ...shared } = options
  if (issuers === undefined) return { ...shared, jwks }
  return { ...shared, issuers: issuers.map(({ jwksUri: __, ...each }) => ({ ...each, jwks })) }
}

function issuerOf({ issuer, issuers = [] }: PresetOptions): string | undefined {
  return issuer ?? issuers[0]?.issuer
}

function audienceOf({ audience }: PresetOptions): string | undefined {
  if (audience === undefined || typeof audience === 'string') return audience
  return 'clientIds' in audience ? audience.values?.[0] : audience[0]
}
