import { compactVerify, createLocalJWKSet, createRemoteJWKSet, importJWK, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { createSigningKey, createTestClock, SIGNING_ALGORITHMS } from '../../src/index.ts'
import { openIssuer } from '../open-issuer.ts'
import { readTokenPart } from '../read-json.ts'

describe('issue', () => {
  it('mints a token that jose accepts as a JWT access token, with the keys from the network', async () => {
    const issuer = await openIssuer()
    const keys = createRemoteJWKSet(new URL(issuer.jwksUri))
    const { payload, protectedHeader } = await jwtVerify(await issuer.issue(), keys, {
      issuer: issuer.issuer,
      audience: issuer.audience,
      typ: 'at+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti', 'scope']
    })
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: issuer.publicKeys()[0]?.kid })
    expect(payload).toMatchObject({ sub: 'test-user', client_id: 'test-client', scope: '' })
  })

  it.each(SIGNING_ALGORITHMS)('signs with %s', async (algorithm) => {
    const issuer = await openIssuer({ algorithms: ['ES256', algorithm].slice(algorithm === 'ES256' ? 1 : 0) })
    const token = await issuer.issue({ algorithm })
    const { protectedHeader } = await jwtVerify(token, createLocalJWKSet({ keys: issuer.publicKeys() }))
    expect(protectedHeader.alg).toBe(algorithm)
  })

  it('is valid for five minutes from now, in whole seconds, and no two tokens are equal', async () => {
    const clock = createTestClock(1_800_000_000.7)
    const issuer = await openIssuer({ clock })
    const [first, second] = await Promise.all([issuer.issue(), issuer.issue()])
    expect(readTokenPart(first, 'payload')).toMatchObject({ iat: 1_800_000_000, exp: 1_800_000_300 })
    expect(readTokenPart(first, 'payload')['jti']).not.toBe(readTokenPart(second, 'payload')['jti'])
  })

  it('follows its clock', async () => {
    const clock = createTestClock(1000)
    const issuer = await openIssuer({ clock })
    await clock.advance(60)
    expect(readTokenPart(await issuer.issue(), 'payload')).toMatchObject({ iat: 1060, exp: 1360 })
  })

  it('sets the claims and header parameters that it is given, and leaves out what is undefined', async () => {
    const issuer = await openIssuer()
    const token = await issuer.issue({
      claims: { scope: 'read:messages', sub: undefined, roles: ['admin'] },
      header: { typ: 'JWT', kid: undefined, extra: 1 }
    })
    expect(readTokenPart(token, 'header')).toEqual({ alg: 'ES256', typ: 'JWT', extra: 1 })
    const claims = readTokenPart(token, 'payload')
    expect(claims).toMatchObject({ scope: 'read:messages', roles: ['admin'] })
    expect(claims).not.toHaveProperty('sub')
  })

  it('takes the life of the token from expiresInSeconds, also into the past', async () => {
    const issuer = await openIssuer({ clock: createTestClock(1000) })
    expect(readTokenPart(await issuer.issue({ expiresInSeconds: 10 }), 'payload')).toMatchObject({
      exp: 1010
    })
    expect(readTokenPart(await issuer.issue({ expiresInSeconds: -10 }), 'payload')).toMatchObject({
      exp: 990
    })
  })

  it('signs with a key of another maker', async () => {
    const issuer = await openIssuer()
    const key = await createSigningKey('ES384', 'foreign')
    const token = await issuer.issue({ key })
    const { protectedHeader } = await jwtVerify(token, await importJWK(key.publicJwk))
    expect(protectedHeader).toMatchObject({ alg: 'ES384', kid: 'foreign' })
  })

  it('signs with a key that a rotation took out of the set', async () => {
    const issuer = await openIssuer()
    const old = createLocalJWKSet({ keys: issuer.publicKeys() })
    const kid = issuer.publicKeys()[0]?.kid ?? ''
    await issuer.rotate()
    const { protectedHeader } = await jwtVerify(await issuer.issue({ key: kid }), old)
    expect(protectedHeader.kid).toBe(kid)
  })

  it('signs with another algorithm than the key is published for', async () => {
    const issuer = await openIssuer({ algorithms: ['RS256'] })
    const [jwk = {}] = issuer.publicKeys()
    const token = await issuer.issue({ algorithm: 'PS256', key: jwk.kid ?? '' })
    const { protectedHeader } = await jwtVerify(token, await importJWK({ ...jwk, alg: 'PS256' }))
    expect(protectedHeader).toMatchObject({ alg: 'PS256', kid: jwk.kid })
  })

  it('refuses an algorithm or a key that it does not have', async () => {
    const issuer = await openIssuer()
    await expect(issuer.issue({ algorithm: 'RS256' })).rejects.toThrow('the issuer has no RS256 key')
    await expect(issuer.issue({ algorithm: 'none' })).rejects.toThrow(TypeError)
    await expect(issuer.issue({ key: 'unheard-of' })).rejects.toThrow('never had a key of this "kid"')
  })
})

describe('issueRaw', () => {
  it('signs the text that is passed, byte by byte', async () => {
    const issuer = await openIssuer()
    const header = '{"alg":"ES256" , "alg":"ES256"}'
    const payload = '{"aud":"a","aud":"b"}'
    const token = await issuer.issueRaw({ header, payload })
    expect(token.split('.').slice(0, 2)).toEqual([base64url(header), base64url(payload)])
    const [jwk = {}] = issuer.publicKeys()
    const verified = await compactVerify(token, await importJWK(jwk))
    expect(Buffer.from(verified.payload).toString()).toBe(payload)
  })

  it('signs bytes that are no text', async () => {
    const issuer = await openIssuer()
    const bytes = Uint8Array.from([0xff, 0xfe, 0x00])
    const token = await issuer.issueRaw({ header: { alg: 'ES256' }, payload: bytes })
    const [jwk = {}] = issuer.publicKeys()
    const verified = await compactVerify(token, await importJWK(jwk))
    expect([...verified.payload]).toEqual([0xff, 0xfe, 0x00])
  })

  it('adds nothing to an object', async () => {
    const issuer = await openIssuer()
    const token = await issuer.issueRaw({ header: { typ: 'x' }, payload: [] })
    expect(readTokenPart(token, 'header')).toEqual({ typ: 'x' })
    expect(token.split('.')[1]).toBe(base64url('[]'))
  })

  it('signs with the algorithm and the key that it is told', async () => {
    const issuer = await openIssuer({ algorithms: ['ES256', 'Ed25519'] })
    const jwk = issuer.publicKeys().find((key) => key.alg === 'Ed25519') ?? {}
    const raw = { header: { alg: 'Ed25519' }, payload: {} }
    const tokens = [
      await issuer.issueRaw({ ...raw, algorithm: 'Ed25519' }),
      await issuer.issueRaw({ ...raw, key: jwk.kid ?? '' })
    ]
    for (const token of tokens) {
      const { protectedHeader } = await compactVerify(token, await importJWK(jwk))
      expect(protectedHeader).toEqual({ alg: 'Ed25519' })
    }
  })
})

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}
