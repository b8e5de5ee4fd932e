import {
  createProtectedResource,
  ProtectedResourceError,
  type AuthContext,
  type Guard,
  type IssuerOptions,
  type ProtectedResource,
  type ProtectedResourceOptions
} from '@portcullis/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { cognitoSamples, googleSamples } from './sample-tokens/cognito-and-google.ts'
import { auth0Samples, keycloakSamples } from './sample-tokens/keycloak-and-auth0.ts'
import { entraSamples, oktaSamples } from './sample-tokens/okta-and-entra.ts'
import { hostedSamples, selfHostedSamples } from './sample-tokens/other-providers.ts'
import { expectedOutcome, samples, type Sample } from './sample-tokens/samples.ts'
import type { SampleSettings } from './sample-tokens/sample-expectation.ts'
import { keys } from './tokens/authority.ts'
import { signToken } from './tokens/sign-token.ts'
import { standingClock } from './tokens/standing-clock.ts'

const expectations = [
  ...keycloakSamples,
  ...auth0Samples,
  ...oktaSamples,
  ...entraSamples,
  ...cognitoSamples,
  ...googleSamples,
  ...selfHostedSamples,
  ...hostedSamples
]

function settingsOf({ provider, name }: Sample): readonly SampleSettings[] {
  const found = expectations.find(
    (expectation) => expectation.provider === provider && expectation.name === name
  )
  return found?.settings ?? []
}

/** Options with a static key set, which belongs to each issuer by itself where there are several. */
function withKeys(options: ProtectedResourceOptions, jwks: { keys: object[] }): ProtectedResourceOptions {
  const { issuers } = options
  if (!Array.isArray(issuers)) return { ...options, jwks }
  return { ...options, issuers: issuers.map((issuer: IssuerOptions) => ({ ...issuer, jwks })) }
}

/**
 * Authenticates the sample a minute after it was issued, signed by a test key that is published under its
 * kid.
 */
async function authenticate(sample: Sample, { options }: SampleSettings) {
  const { header, payload } = sample
  const key = header.alg === 'ES256' ? keys.ec : keys.rsa
  const { alg: _alg, ...jwk } = key.publicJwk
  const api = createProtectedResource({
    ...withKeys(options, { keys: [{ ...jwk, kid: header.kid }] }),
    clock: standingClock(payload.iat + 60)
  })
  onTestFinished(() => api.close())
  const headers = { authorization: `Bearer ${signToken(header, payload, key)}` }
  return { api, outcome: await api.authenticate({ method: 'GET', url: '/', headers }).catch(refusalOf) }
}

function refusalOf(error: unknown): string {
  if (error instanceof ProtectedResourceError) return error.code
  throw error
}

/** The guards that throw for a context. */
function refusing(api: ProtectedResource, context: AuthContext, guards: readonly Guard[] = []): Guard[] {
  return guards.filter((guard) => {
    try {
      api.authorize(context, guard)
      return false
    } catch {
      return true
    }
  })
}

describe.each(samples)('$provider: $name', (sample) => {
  test('has settings for the verdict that is written in the fixture', () => {
    const outcomes = settingsOf(sample).map(({ refusal }) => (refusal === undefined ? 'accept' : 'reject'))
    expect(outcomes).not.toEqual([])
    expect(outcomes).toContain(expectedOutcome(sample))
  })

  test.each(settingsOf(sample))('$title', async (settings) => {
    const { context: expected = {}, refusal, satisfies, lacks = [] } = settings
    const { api, outcome } = await authenticate(sample, settings)
    if (typeof outcome === 'string' || refusal !== undefined) {
      expect(outcome).toBe(refusal)
      return
    }
    expect(outcome).toMatchObject({ claims: sample.payload, ...expected })
    expect(refusing(api, outcome, satisfies)).toEqual([])
    expect(refusing(api, outcome, lacks)).toEqual(lacks)
  })
})
