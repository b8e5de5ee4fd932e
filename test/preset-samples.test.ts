import {
  createProtectedResource,
  ProtectedResourceError,
  type AuthContext,
  type Guard,
  type ProtectedResource,
  type ProtectedResourceOptions
} from '@portcullis/core'
import { describe, expect, test } from 'vitest'
import { send } from './http/send.ts'
import { claimsApis } from './preset-samples/claims-apis.ts'
import { cognitoSamples, googleSamples } from './preset-samples/cognito-and-google.ts'
import { auth0Samples, keycloakSamples } from './preset-samples/keycloak-and-auth0.ts'
import { entraSamples, oktaSamples } from './preset-samples/okta-and-entra.ts'
import { otherSamples } from './preset-samples/other-providers.ts'
import type { PresetSample } from './preset-samples/preset-sample.ts'
import { publish } from './preset-samples/publish.ts'
import { expectedOutcome, samples, type Sample } from './sample-tokens/samples.ts'

import { keys } from './tokens/authority.ts'
import { signToken } from './tokens/sign-token.ts'
import { standingClock } from './tokens/standing-clock.ts'

const presetSamples: readonly PresetSample[] = [
  ...keycloakSamples,
  ...auth0Samples,
  ...oktaSamples,
  ...entraSamples,
  ...cognitoSamples,
  ...googleSamples,
  ...otherSamples
]

function presetsFor({ provider, name }: Sample): readonly PresetSample[] {
  return presetSamples.filter((each) => each.provider === provider && each.name === name)
}

/** The sample signed by a test key, and the preset's options a minute later, with the key where it belongs. */
function prepare(sample: Sample, { options, keysAt }: PresetSample) {
  const { header, payload } = sample
  const key = header.alg === 'ES256' ? keys.ec : keys.rsa
  const { alg: _, ...jwk } = key.publicJwk
  const issuer = String(Reflect.get(payload, 'iss'))
  const resourceOptions: ProtectedResourceOptions = {
    ...options,
    fetch: publish({ issuer, keysAt, keys: [{ ...jwk, kid: header.kid }] }),
    clock: standingClock(payload.iat + 60)
  }
  return {
    resourceOptions,
    headers: { authorization: `Bearer ${signToken(header, payload, key)}` }
  }
}

function isSatisfied(api: ProtectedResource, context: AuthContext, guard: Guard): boolean {
  try {
    api.authorize(context, guard)
    return true
  } catch {
    return false
  }
}

describe.each(samples)('$provider: $name, through the preset', (sample) => {
  const cases = presetsFor(sample)

  test('gets the verdict that is written in the fixture', () => {
    const outcomes = cases.map(({ refusal }) => (refusal === undefined ? 'accept' : 'reject'))
    expect(outcomes).toContain(expectedOutcome(sample))
    if (sample.verdict.includes('machine')) expect(cases.map(({ isMachine }) => isMachine)).toEqual([true])
  })

  test.each(cases.filter(({ refusal }) => refusal === undefined))('$title', async (each) => {
    const { resourceOptions, headers } = prepare(sample, each)
    const api = createProtectedResource(resourceOptions)
    const context = await api.authenticate({ method: 'GET', url: '/', headers })
    expect(context).toMatchObject({ claims: sample.payload, ...each.context })
    expect(context.isMachine).toBe(each.isMachine)
    const { satisfies = [], lacks = [] } = each
    expect(satisfies.filter((guard) => !isSatisfied(api, context, guard))).toEqual([])
    expect(lacks.filter((guard) => isSatisfied(api, context, guard))).toEqual([])
    await api.close()
  })

  test.each(cases.filter(({ refusal }) => refusal !== undefined))('$title', async (each) => {
    const { resourceOptions, headers } = prepare(sample, each)
    const api = createProtectedResource(resourceOptions)
    const refusal = await api
      .authenticate({ method: 'GET', url: '/', headers })
      .catch((error: unknown) => error)
    if (!(refusal instanceof ProtectedResourceError)) throw refusal
    expect(refusal.code).toBe(each.refusal)
    expect(refusal.hint).toMatch(each.hint ?? /./u)
    await api.close()
  })
})

describe.each(claimsApis)('on $name', ({ start }) => {
  const cases = samples.flatMap((sample) =>
    presetsFor(sample).map((each) => ({
      sample,
      each,
      title: `${sample.provider}, ${sample.name}: ${each.title}`
    }))
  )

  test.each(cases)('$title', async ({ sample, each }) => {
    const { resourceOptions, headers } = prepare(sample, each)
    const { port, close } = await start(resourceOptions)
    const { status, body } = await send(port, { path: '/claims', headers })
    await close()
    expect(status).toBe(each.refusal === undefined ? 200 : 401)
    if (status === 200) expect(JSON.parse(body)).toEqual(sample.payload)
  })
})
