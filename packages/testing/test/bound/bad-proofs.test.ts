import { decodeJwt, decodeProtectedHeader, EmbeddedJWK, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { BAD_PROOF_KINDS, createDpopClient, type BadProofKind } from '../../src/index.ts'

const REQUEST = { url: 'https://api.example.test/messages', accessToken: 'token' }

/** What jose refuses without knowing the request. */
const REFUSED_BY_JOSE: readonly BadProofKind[] = [
  'empty',
  'twice',
  'notJwt',
  'fourSegments',
  'notJson',
  'missingType',
  'accessTokenType',
  'criticalHeader',
  'algNone',
  'hmacWithPublicKey',
  'missingKey',
  'privateKey',
  'symmetricKey',
  'unknownKeyType',
  'hugeRsaKey',
  'otherSigner',
  'tampered',
  'missingIssuedAt',
  'issuedAtAsText',
  'expired',
  'issuedInFuture'
]

describe('every bad proof', () => {
  it('is listed once, with a code and a summary, and there are 40', () => {
    const kinds = BAD_PROOF_KINDS.map(({ kind }) => kind)
    expect(new Set(kinds).size).toBe(40)
    expect(kinds).toHaveLength(40)
    for (const row of BAD_PROOF_KINDS) {
      expect(row.code).toMatch(/^proof(_[a-z]+)+$/)
      expect(row.summary).toMatch(/\S{2,}/)
    }
  })

  it.each(REFUSED_BY_JOSE)('%s is refused by jose too', async (kind) => {
    const client = await createDpopClient()
    const options = { typ: 'dpop+jwt', maxTokenAge: 300, algorithms: ['ES256'] }
    await expect(jwtVerify(await client.badProof(kind, REQUEST), EmbeddedJWK, options)).rejects.toThrow(/\S/)
  })

  it.each(['ES256', 'RS256', 'EdDSA'])('can be made with %s, for other requests too', async (algorithm) => {
    const client = await createDpopClient({ algorithm })
    for (const { kind } of BAD_PROOF_KINDS) {
      const proof = await client.badProof(kind, { ...REQUEST, method: 'PUT', url: 'http://127.0.0.1:3000/' })
      expect(proof === '', kind).toBe(kind === 'empty')
      expect(proof.length, kind).toBeLessThan(13_500)
    }
  })

  it('says the opposite where two values are possible', async () => {
    const client = await createDpopClient()
    const claimsOf = async (kind: BadProofKind, request: object) =>
      decodeJwt(await client.badProof(kind, { ...REQUEST, ...request }))
    expect(await claimsOf('otherMethod', {})).toMatchObject({ htm: 'PUT' })
    expect(await claimsOf('otherMethod', { method: 'PUT' })).toMatchObject({ htm: 'GET' })
    expect(await claimsOf('otherScheme', {})).toMatchObject({ htu: 'http://api.example.test/messages' })
    expect(await claimsOf('otherScheme', { url: 'http://a/' })).toMatchObject({ htu: 'https://a/' })
    expect(await claimsOf('targetWithSlash', { url: 'https://a' })).toMatchObject({ htu: 'https://a//' })
  })

  it('has the private key only if that is what is wrong', async () => {
    const client = await createDpopClient()
    for (const kind of ['privateKey', 'otherKey', 'keyForEncryption'] as const) {
      const { jwk } = decodeProtectedHeader(await client.badProof(kind, REQUEST))
      expect(Object.hasOwn(jwk ?? {}, 'd')).toBe(kind === 'privateKey')
    }
  })

  it('has a name', async () => {
    const client = await createDpopClient()
    const unknown = 'toString' as BadProofKind
    await expect(client.badProof(unknown, REQUEST)).rejects.toThrow('there is no bad proof named "toString"')
  })
})
