import { describe, expect, test } from 'vitest'
import { clientCertificateHeader } from '../../src/confirmation/certificate-header.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { mistakeOf } from '../support/refusal-of.ts'
import { AUDIENCE, ISSUER } from '../support/test-token.ts'

const publicUrl = 'https://api.example.test/v1'
const SECRET = 's'.repeat(32)

function resolve(options: object) {
  return resolveOptions({ issuer: ISSUER, audience: AUDIENCE, ...options }, {})
}

function mistake(options: object): readonly [string, string] {
  const { option, message } = mistakeOf(() => resolve(options))
  return [option, message]
}

describe('dpop', () => {
  test('is off by default, and no binding is verified', () => {
    const { senderConstraint, issuers } = resolve({})
    expect(senderConstraint).toEqual({ dpop: undefined, mutualTls: undefined, confirmable: new Set() })
    expect(issuers[0]?.claims.expected.confirmable).toEqual(new Set())
  })

  test.each([true, {}])('as %j has the defaults of the documentation', (dpop) => {
    const { senderConstraint, issuers } = resolve({ dpop, publicUrl })
    expect(senderConstraint.dpop).toEqual({
      required: false,
      algorithms: [
        'RS256',
        'RS384',
        'RS512',
        'PS256',
        'PS384',
        'PS512',
        'ES256',
        'ES384',
        'ES512',
        'EdDSA',
        'Ed25519'
      ],
      proofMaxAgeSeconds: 300,
      proofMaxAheadSeconds: 30,
      nonce: undefined,
      replays: undefined,
      publicUrl
    })
    expect(senderConstraint.confirmable).toEqual(new Set(['jkt']))
    expect(issuers[0]?.claims.expected.confirmable).toEqual(new Set(['jkt']))
  })

  test('takes its members as they are, and copies lists', () => {
    const replays = { add: () => true }
    const secrets = [SECRET]
    const dpop = {
      required: true,
      algorithms: ['ES256'],
      proofMaxAgeSeconds: 5,
      nonce: { secrets, lifetimeSeconds: 60 },
      replays
    }
    const resolved = resolve({ dpop, publicUrl }).senderConstraint.dpop
    expect(resolved).toMatchObject(dpop)
    expect(resolved?.replays).toBe(replays)
    secrets.push('later')
    expect(resolved?.nonce?.secrets).toEqual([SECRET])
  })

  test('gives nonces 300 seconds by default', () => {
    const { senderConstraint } = resolve({ dpop: { nonce: { secrets: [SECRET] } }, publicUrl })
    expect(senderConstraint.dpop?.nonce).toEqual({ secrets: [SECRET], lifetimeSeconds: 300 })
  })

  test('takes the origin of an https resource as its public URL', () => {
    expect(
      resolve({ dpop: true, resource: 'https://api.example.test/v1?a' }).senderConstraint.dpop?.publicUrl
    ).toBe('https://api.example.test')
    expect(
      resolve({ dpop: true, resource: 'https://a.example.test', publicUrl }).senderConstraint.dpop?.publicUrl
    ).toBe(publicUrl)
  })

  test.each([{}, { resource: 'urn:example:api' }])(
    'needs a public URL, which %j does not give',
    (options) => {
      expect(mistake({ dpop: true, ...options })).toEqual([
        'publicUrl',
        expect.stringMatching(/^option "dpop" needs "publicUrl"/u)
      ])
    }
  )

  test.each([
    [
      { proofMaxAgeSecond: 5 },
      'proofMaxAgeSecond',
      'there is no option "dpop.proofMaxAgeSecond", did you mean "proofMaxAgeSeconds"?'
    ],
    [
      { proofMaxAgeSeconds: 0 },
      'proofMaxAgeSeconds',
      'option "dpop.proofMaxAgeSeconds" must be a number from 1 to 600; it is a value of type number'
    ],
    [
      { algorithms: ['HS256'] },
      'algorithms',
      expect.stringMatching(/^option "dpop.algorithms" "HS256" is never allowed/u)
    ],
    [{ nonce: {} }, 'secrets', expect.stringMatching(/^option "dpop.nonce" needs "secrets"/u)],
    [
      { nonce: { secrets: ['short'] } },
      'secrets',
      expect.stringMatching(/^option "dpop.nonce.secrets" must be/u)
    ]
  ])('with %j is a mistake', (dpop, option, message) => {
    expect(mistake({ dpop, publicUrl })).toEqual([option, message])
  })
})

describe('mutualTls', () => {
  test('as true takes certificates from TLS', () => {
    const { senderConstraint, issuers } = resolve({ mutualTls: true })
    expect(senderConstraint.mutualTls).toBe('tls')
    expect(issuers[0]?.claims.expected.confirmable).toEqual(new Set(['x5t#S256']))
  })

  test('takes them from a header of trusted proxies', () => {
    const certificate = clientCertificateHeader('nginx')
    const { mutualTls } = resolve({
      mutualTls: { certificate, trustedProxies: ['10.0.0.0/8'] }
    }).senderConstraint
    if (mutualTls === undefined || mutualTls === 'tls') throw new Error('no proxy')
    expect(mutualTls.certificate).toEqual(certificate)
    expect([mutualTls.isTrustedProxy('10.1.1.1'), mutualTls.isTrustedProxy('11.1.1.1')]).toEqual([
      true,
      false
    ])
  })

  test.each([{}, { certificate: clientCertificateHeader('nginx') }, { trustedProxies: ['10.0.0.1'] }])(
    'with %j is a mistake: both members are needed',
    (mutualTls) => {
      expect(mistake({ mutualTls })).toEqual([
        'mutualTls',
        expect.stringMatching(/"certificate" and "trustedProxies"/u)
      ])
    }
  )

  test('with a misspelled member is a mistake', () => {
    expect(mistake({ mutualTls: { trustedProxy: [] } })[1]).toBe(
      'there is no option "mutualTls.trustedProxy", did you mean "trustedProxies"?'
    )
  })

  test('verifies both bindings together with dpop', () => {
    expect(resolve({ mutualTls: true, dpop: true, publicUrl }).senderConstraint.confirmable).toEqual(
      new Set(['jkt', 'x5t#S256'])
    )
  })
})

describe('the profile fapi2', () => {
  const fapi = { profile: 'fapi2', dpop: true, publicUrl }

  test('allows PS256, ES256 and EdDSA, for tokens and proofs, and short proofs', () => {
    const { issuers, senderConstraint } = resolve(fapi)
    expect(issuers[0]?.algorithms).toEqual(new Set(['PS256', 'ES256', 'EdDSA', 'Ed25519']))
    expect(senderConstraint.dpop).toMatchObject({
      algorithms: ['PS256', 'ES256', 'EdDSA', 'Ed25519'],
      proofMaxAgeSeconds: 60,
      proofMaxAheadSeconds: 10
    })
  })

  test('of one issuer of several decides about proofs for all', () => {
    const issuers = [{ issuer: ISSUER, profile: 'fapi2' }, { issuer: 'https://other.example.test' }]
    const resolved = resolve({ issuer: undefined, issuers, dpop: true, publicUrl })
    expect(resolved.senderConstraint.dpop?.proofMaxAgeSeconds).toBe(60)
    expect(resolved.issuers.map(({ algorithms }) => algorithms.has('RS256'))).toEqual([false, true])
  })

  test('allows fewer algorithms', () => {
    expect(resolve({ ...fapi, algorithms: ['ES256'] }).issuers[0]?.algorithms).toEqual(new Set(['ES256']))
  })

  test.each([
    [{ profile: 'fapi2' }, 'profile', /set "dpop" or "mutualTls"$/u],
    [{ ...fapi, algorithms: ['ES256', 'RS256'] }, 'algorithms', /^profile "fapi2" does not allow RS256/u],
    [{ ...fapi, clockToleranceSeconds: 61 }, 'clockToleranceSeconds', /at most 60$/u]
  ])('contradicts %j', (options, option, message) => {
    expect(mistake(options)).toEqual([option, expect.stringMatching(message)])
  })

  test('with mutualTls alone is enough, and so is a tolerance of 60 seconds', () => {
    expect(resolve({ profile: 'fapi2', mutualTls: true, clockToleranceSeconds: 60 }).issuers).toHaveLength(1)
  })
})
