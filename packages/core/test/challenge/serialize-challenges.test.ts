import { describe, expect, test } from 'vitest'
import { serializeChallenges, type ChallengeSettings } from '../../src/challenge/serialize-challenges.ts'
import type { ErrorCode } from '../../src/errors/codes.ts'
import {
  ProtectedResourceError,
  type ChallengeParameters
} from '../../src/errors/protected-resource-error.ts'
import { verifies } from '../../../../test/requirements.ts'

const bearer: ChallengeSettings = { realm: 'api' }
const both: ChallengeSettings = {
  realm: 'api',
  senderConstraint: { dpop: { required: false, algorithms: ['ES256', 'EdDSA'] } }
}
const dpopOnly: ChallengeSettings = {
  realm: 'api',
  senderConstraint: { dpop: { required: true, algorithms: ['ES256'] } }
}

function challenges(code: ErrorCode, settings: ChallengeSettings, challenge: ChallengeParameters = {}) {
  return serializeChallenges(new ProtectedResourceError(code, { challenge }), settings)
}

const BEARER = 'Bearer realm="api"'
const DPOP = 'DPoP realm="api"'
const ALGS = 'algs="ES256 EdDSA"'
const invalidToken = 'error="invalid_token", error_description="the access token is invalid"'
const invalidProof = 'error="invalid_dpop_proof", error_description="the DPoP proof is invalid"'

describe('the challenges', () => {
  test('are one for Bearer without DPoP', () => {
    for (const settings of [bearer, { ...bearer, senderConstraint: { dpop: undefined } }]) {
      expect(challenges('signature_invalid', settings)).toEqual([`${BEARER}, ${invalidToken}`])
      expect(challenges('signature_invalid', settings, { scheme: 'DPoP' })).toEqual([
        `${BEARER}, ${invalidToken}`
      ])
    }
  })

  test(verifies('D-19', 'D-21', 'offer both schemes without an error if there were no credentials'), () => {
    expect(challenges('credentials_missing', both)).toEqual([BEARER, `${DPOP}, ${ALGS}`])
  })

  test('name no scope that another one of them implies', () => {
    const settings = { ...both, impliedScopes: new Map([['admin', ['write', 'read']]]) }
    const scoped = challenges('credentials_missing', settings, { scope: ['read', 'admin', 'pay'] })
    expect(scoped).toEqual([`${BEARER}, scope="admin pay"`, `${DPOP}, scope="admin pay", ${ALGS}`])
  })

  test(verifies('D-20', 'have the error in that of the scheme that was used'), () => {
    expect(challenges('signature_invalid', both)).toEqual([`${BEARER}, ${invalidToken}`, `${DPOP}, ${ALGS}`])
    expect(challenges('signature_invalid', both, { scheme: 'DPoP' })).toEqual([
      BEARER,
      `${DPOP}, ${invalidToken}, ${ALGS}`
    ])
    expect(challenges('proof_expired', both)).toEqual([BEARER, `${DPOP}, ${invalidProof}, ${ALGS}`])
    expect(challenges('proof_nonce_missing', both)[1]).toMatch(/^DPoP realm="api", error="use_dpop_nonce"/u)
  })

  test('have the error in that for Bearer if the refusal does not name a scheme', () => {
    const error = new ProtectedResourceError('signature_invalid')
    expect(serializeChallenges(error, both)[0]).toBe(`${BEARER}, ${invalidToken}`)
  })

  test('have the scope in both, and other parameters only in the one with the error', () => {
    const parameters = { scope: ['read'], acrValues: ['gold'], maxAgeSeconds: 5, scheme: 'DPoP' } as const
    const [first, second] = challenges('authentication_insufficient', both, parameters)
    expect(first).toBe(`${BEARER}, scope="read"`)
    expect(second).toMatch(/scope="read", acr_values="gold", max_age="5", algs="ES256 EdDSA"$/u)
  })

  test('are one for DPoP if it is required, whatever scheme was used', () => {
    expect(challenges('credentials_missing', dpopOnly)).toEqual([`${DPOP}, algs="ES256"`])
    expect(challenges('credentials_scheme_mismatch', dpopOnly)).toEqual([
      `${DPOP}, ${invalidToken}, algs="ES256"`
    ])
  })
})

describe('the URL of the metadata', () => {
  const url = 'https://api.example.test/.well-known/oauth-protected-resource'
  const metadata = `resource_metadata="${url}"`

  test(verifies('P-11', 'is the last parameter of each challenge of 401 and 403'), () => {
    for (const code of ['credentials_missing', 'signature_invalid', 'scope_insufficient'] as const) {
      const plain = challenges(code, both, { scope: ['read'] })
      expect(challenges(code, { ...both, metadata: { url } }, { scope: ['read'] })).toEqual(
        plain.map((challenge) => `${challenge}, ${metadata}`)
      )
    }
  })

  test('is not in the challenge of a malformed request', () => {
    const settings = { ...bearer, metadata: { url } }
    expect(challenges('credentials_malformed', settings)).toEqual(challenges('credentials_malformed', bearer))
  })
})
