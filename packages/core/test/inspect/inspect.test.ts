import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, it } from 'vitest'
import { createProtectedResource, type ProtectedResourceOptions } from '../../src/index.ts'
import {
  inspectClaims,
  inspectScopes,
  inspectSignature,
  inspectToken,
  LIMITS,
  optionsProblem,
  skipReason
} from '../../src/inspect/index.ts'
import * as surface from '../../src/inspect/index.ts'

const NOW = 1_790_000_000
const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwcyJ9.c2lnbmF0dXJl'

describe('the subpath inspect', () => {
  it('exports these values and no others', () => {
    expect(Object.keys(surface).toSorted()).toEqual([
      'LIMITS',
      'PRODUCTS',
      'inspectClaims',
      'inspectProof',
      'inspectScopes',
      'inspectSignature',
      'inspectToken',
      'isAcceptableUrl',
      'isAlgorithmName',
      'isJsonObject',
      'isSecretKey',
      'metadataUrls',
      'optionsProblem',
      'ownMembers',
      'skipReason',
      'supportsAlgorithm'
    ])
  })

  it('has the limits and defaults of a protected resource', () => {
    expect(LIMITS).toEqual({
      metadataBytes: 65_536,
      keySetBytes: 262_144,
      keys: 100,
      fetchTimeoutSeconds: 3,
      clockToleranceSeconds: 30
    })
  })
})

describe('inspectToken', () => {
  it.each([
    [TOKEN, undefined, true, true],
    ['ory_at_abc.def', 'token_opaque', false, false],
    ['ya29.a0Af', 'token_opaque', false, false],
    ['a.b.c', 'token_malformed', false, false],
    ['a.b.c.d', 'token_opaque', false, false],
    ['e30.W10.x', 'token_malformed', true, false],
    ['e30+.e30.x', 'token_malformed', false, true],
    [`${TOKEN}=`, 'token_malformed', true, true],
    [`${TOKEN}.x.y`, 'token_encrypted', true, true],
    ['eyJhbGciOiJFUzI1NiIsImNyaXQiOlsiYSJdfQ.e30.AA', 'token_critical_header', true, true]
  ])('finds for %s the failure %s, header %s, claims %s', (token, code, hasHeader, hasClaims) => {
    const { failure, unverifiedHeader, unverifiedClaims } = inspectToken(token)
    expect(failure?.code).toBe(code)
    expect([unverifiedHeader !== undefined, unverifiedClaims !== undefined]).toEqual([hasHeader, hasClaims])
  })

  it('parses a token that is longer than the default of maxTokenBytes', () => {
    const claims = Buffer.from(JSON.stringify({ roles: ['x'.repeat(20_000)] })).toString('base64url')
    expect(inspectToken(`eyJhbGciOiJFUzI1NiJ9.${claims}.AA`).failure).toBeUndefined()
  })
})

describe('inspectClaims', () => {
  const claims = { iss: 'https://a.example', aud: 'b', sub: 'c', exp: NOW + 60, iat: NOW, scope: 'read' }
  const settings = { options: { audience: 'b' }, now: NOW }
  const codesOf = (changed: object, header = {}) =>
    inspectClaims({ unverifiedHeader: header, unverifiedClaims: { ...claims, ...changed } }, settings).map(
      ({ code }) => code
    )

  it('finds nothing in valid claims', () => {
    expect(codesOf({})).toEqual([])
  })

  it('finds every failure, not only the first', () => {
    const changed = { token_use: 'id', exp: NOW - 600, nbf: NOW + 600, aud: 'other', cnf: { jkt: 'x' } }
    expect(codesOf(changed, { typ: 'dpop+jwt' })).toEqual([
      'token_type_mismatch',
      'token_not_access_token',
      'token_expired',
      'token_not_yet_valid',
      'audience_mismatch',
      'confirmation_unsupported'
    ])
  })

  it('ignores a typ that is not a string', () => {
    expect(codesOf({}, { typ: { toString: null } })).toEqual([])
  })

  it('applies profile, markers and tolerance of the options', () => {
    const options = { audience: 'b', profile: 'rfc9068', idTokenMarkers: ['nonce'] } as const
    const token = { unverifiedHeader: {}, unverifiedClaims: { ...claims, nonce: 'n', exp: NOW - 5 } }
    const found = inspectClaims(token, { options, now: NOW, clockToleranceSeconds: 0 })
    expect(found.map(({ code, claim }) => `${code} ${claim}`)).toEqual([
      'token_type_mismatch typ',
      'claim_missing client_id',
      'token_is_id_token nonce',
      'token_expired exp'
    ])
  })
})

describe('inspectScopes', () => {
  it.each([
    [{ scope: 'a  b', scp: ['b', 'c'] }, ['a', 'b', 'c']],
    [{ scp: ['read write'] }, ['read write']],
    [{}, []]
  ])('reads the scopes of %j as an API does: %j', async (claims, scopes) => {
    expect(inspectScopes(claims)).toEqual(scopes)
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const token = await issuer.issue({ claims: { scope: undefined, ...claims } })
    const protectedResource = createProtectedResource(issuer.options)
    const headers = { authorization: `Bearer ${token}` }
    const context = await protectedResource.authenticate({ method: 'GET', url: '/', headers })
    expect(context.scopes).toEqual(scopes)
    await protectedResource.close()
  })

  it('reads the claims that the options name', () => {
    expect(inspectScopes({ scope: 'a', rights: 'b' }, { scopeClaims: ['rights'] })).toEqual(['b'])
  })
})

describe('skipReason and inspectSignature', () => {
  it('accept a key that verifies, and the signature that it made', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const keys = issuer.publicKeys().map((key) => ({ ...key }))
    expect(await Promise.all(keys.map(skipReason))).toEqual([undefined])
    expect(await inspectSignature(await issuer.issue(), keys)).toBeUndefined()
  })

  it.each([
    [{ kty: 'oct', k: 'c2VjcmV0' }, /private or symmetric/],
    [{ kty: 'EC', crv: 'P-256', use: 'enc' }, /\S/],
    [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }, /\S/],
    [{ kty: 'EC', crv: 'secp256k1' }, /\S/]
  ])('names the reason for skipping %j', async (key, reason) => {
    expect(await skipReason(key)).toMatch(reason)
  })

  it.each([
    ['otherKey', 'signature_invalid'],
    ['tampered', 'signature_invalid'],
    ['unknownKid', 'key_not_found'],
    ['algNone', 'algorithm_not_allowed'],
    ['malformed', 'token_malformed']
  ] as const)('returns for the token "%s" the code %s', async (kind, code) => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const keys = issuer.publicKeys().map((key) => ({ ...key }))
    expect((await inspectSignature(await issuer.issueBad(kind), keys))?.code).toBe(code)
  })

  it('returns jwks_invalid for a set without a usable key', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    expect((await inspectSignature(await issuer.issue(), []))?.code).toBe('jwks_invalid')
  })
})

describe('optionsProblem', () => {
  it.each<[ProtectedResourceOptions, RegExp | undefined]>([
    [{ issuer: 'https://auth.example.com', audience: 'a' }, undefined],
    [{ issuer: 'http://127.0.0.1:8080', audience: 'a' }, undefined],
    [{ issuer: 'http://keycloak:8080', audience: 'a' }, /https/],
    [{ issuer: 'https://auth.example.com' }, /"audience"/]
  ])('says for %j what createProtectedResource throws: %s', (options, problem) => {
    if (problem === undefined) expect(optionsProblem(options)).toBeUndefined()
    else expect(optionsProblem(options)).toMatch(problem)
    const create = () => void createProtectedResource(options).close()
    if (problem === undefined) expect(create).not.toThrow()
    else expect(create).toThrow(problem)
  })

  it('passes on what a getter throws', () => {
    const options = {
      audience: 'a',
      get issuer(): string {
        throw new RangeError('no')
      }
    }
    expect(() => optionsProblem(options)).toThrow(RangeError)
  })
})
