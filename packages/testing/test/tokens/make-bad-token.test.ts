import { createHmac } from 'node:crypto'
import { createLocalJWKSet, decodeProtectedHeader, EmbeddedJWK, exportSPKI, importJWK, jwtVerify } from 'jose'
import type { CryptoKey } from 'jose'
import { describe, expect, it } from 'vitest'
import { BAD_TOKEN_KINDS, createTestClock } from '../../src/index.ts'
import type { BadTokenKind, TestIssuer } from '../../src/index.ts'
import { openIssuer } from '../open-issuer.ts'
import { readTokenPart } from '../read-json.ts'

/** Kinds with a valid signature and valid standard claims: jose does not check what else is wrong with them. */
const BEYOND_JOSE: readonly BadTokenKind[] = ['oversizedHeader', 'issuedInFuture', 'boundToKey']

/** Several kinds bring a key of their own, and how long a search for the primes of RSA takes is luck. */
const KEY_SEARCH_MILLISECONDS = 60_000

async function verify(issuer: TestIssuer, token: string): Promise<void> {
  await jwtVerify(token, createLocalJWKSet({ keys: issuer.publicKeys() }), {
    issuer: issuer.issuer,
    audience: issuer.audience,
    typ: 'at+jwt',
    algorithms: ['ES256'],
    requiredClaims: ['exp']
  })
}

/** The signature alone, whatever the claims say. */
async function hasGoodSignature(issuer: TestIssuer, token: string): Promise<boolean> {
  const [jwk = {}] = issuer.publicKeys()
  const key = await importJWK(jwk, 'ES256')
  return jwtVerify(token, key, { currentDate: new Date(0), clockTolerance: 1e12 }).then(
    () => true,
    (error: unknown) =>
      error instanceof Error && 'code' in error && error.code !== 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'
  )
}

describe('every bad token', () => {
  it('is listed once, with a code and a summary', () => {
    const kinds = BAD_TOKEN_KINDS.map((row) => row.kind)
    expect(new Set(kinds).size).toBe(kinds.length)
    for (const row of BAD_TOKEN_KINDS) {
      expect(row.code).toMatch(/^[a-z]+(_[a-z]+)+$/)
      expect(row.summary).toMatch(/\S{2,}/)
    }
  })

  it.each(BAD_TOKEN_KINDS.filter(({ kind }) => !BEYOND_JOSE.includes(kind)))(
    '$kind is refused by jose too: $summary',
    async ({ kind }) => {
      const issuer = await openIssuer()
      const verified = verify(issuer, await issuer.issueBad(kind))
      await expect(verified).rejects.toHaveProperty('code', expect.stringMatching(/^ERR_(JW[ST]|JWKS|JOSE)_/))
    }
  )

  it.each(['RS256', 'Ed25519'])(
    'can be minted with %s, and never twice the same',
    { timeout: KEY_SEARCH_MILLISECONDS },
    async (algorithm) => {
      const issuer = await openIssuer({ algorithms: [algorithm] })
      for (const { kind } of BAD_TOKEN_KINDS) {
        const first = await issuer.issueBad(kind)
        expect(first.length, kind).toBeGreaterThan(40)
        expect(await issuer.issueBad(kind), kind).not.toBe(first)
      }
    }
  )

  it.each([
    'wrongIssuer',
    'issuerWithSlash',
    'missingIssuer',
    'wrongAudience',
    'audienceWithSlash',
    'missingAudience',
    'expired',
    'missingExpiry',
    'expiryAsText',
    'notYetValid',
    'issuedInFuture',
    'idToken',
    'refreshToken',
    'logoutToken',
    'dpopProof',
    'boundToKey'
  ] as const)('%s has a good signature: only its content is wrong', async (kind) => {
    const issuer = await openIssuer()
    expect(await hasGoodSignature(issuer, await issuer.issueBad(kind))).toBe(true)
  })

  it.each(['otherKey', 'tampered', 'unknownKid', 'embeddedKey'] as const)(
    '%s has good claims: only its signature is wrong',
    async (kind) => {
      const issuer = await openIssuer({ clock: createTestClock(1000) })
      const token = await issuer.issueBad(kind)
      expect(await hasGoodSignature(issuer, token)).toBe(false)
      expect(readTokenPart(token, 'payload')).toMatchObject({
        iss: issuer.issuer,
        aud: issuer.audience,
        exp: 1300
      })
    }
  )

  it('has a name, or is refused with a link to the names', async () => {
    const issuer = await openIssuer()
    const name = JSON.parse('"toString"') as BadTokenKind
    await expect(issuer.issueBad(name)).rejects.toThrow(
      'no bad token named "toString"; BAD_TOKEN_KINDS lists'
    )
  })
})

describe('a bad token is what its summary says', () => {
  it('algNone has the classic form: no signature at all', async () => {
    const issuer = await openIssuer()
    const token = await issuer.issueBad('algNone')
    expect(readTokenPart(token, 'header')).toEqual({ alg: 'none', typ: 'at+jwt' })
    expect(token.endsWith('.')).toBe(true)
  })

  it('hmacWithPublicKey is an honest HMAC over the public key in PEM', async () => {
    const issuer = await openIssuer({ algorithms: ['RS256'] })
    const [header, payload, signature] = (await issuer.issueBad('hmacWithPublicKey')).split('.')
    const key = await importJWK(issuer.publicKeys()[0] ?? {}, 'RS256')
    const pem = `${(await exportSPKI(key as CryptoKey)).trim()}\n`
    expect(createHmac('sha256', pem).update(`${header}.${payload}`).digest('base64url')).toBe(signature)
  })

  it('embeddedKey verifies with the key that it includes', async () => {
    const issuer = await openIssuer()
    const { protectedHeader } = await jwtVerify(await issuer.issueBad('embeddedKey'), EmbeddedJWK)
    expect(protectedHeader.kid).not.toBe(issuer.publicKeys()[0]?.kid)
  })

  it('otherKey and unknownKid differ in whose key id they name', async () => {
    const issuer = await openIssuer()
    const published = issuer.publicKeys()[0]?.kid
    expect(decodeProtectedHeader(await issuer.issueBad('otherKey')).kid).toBe(published)
    expect(decodeProtectedHeader(await issuer.issueBad('unknownKid')).kid).not.toBe(published)
  })

  it('encrypted has the five parts of a JWE', async () => {
    const issuer = await openIssuer()
    expect(await issuer.issueBad('encrypted')).toMatch(/^([\w-]+\.){4}[\w-]+$/)
  })

  it('opaque has no parts', async () => {
    const issuer = await openIssuer()
    expect(await issuer.issueBad('opaque')).toMatch(/^[\w-]{43}$/)
  })

  it('issuerWithSlash removes the slash if the issuer has one', async () => {
    const issuer = await openIssuer({ path: '/' })
    const claims = readTokenPart(await issuer.issueBad('issuerWithSlash'), 'payload')
    expect(`${String(claims['iss'])}/`).toBe(issuer.issuer)
  })

  it('the times are an hour off, by the clock of the issuer', async () => {
    const issuer = await openIssuer({ clock: createTestClock(100_000) })
    const claimsOf = async (kind: BadTokenKind) => readTokenPart(await issuer.issueBad(kind), 'payload')
    expect(await claimsOf('expired')).toMatchObject({ iat: 92_800, exp: 96_400 })
    expect(await claimsOf('notYetValid')).toMatchObject({ iat: 100_000, nbf: 103_600, exp: 107_200 })
    expect(await claimsOf('issuedInFuture')).toMatchObject({ iat: 103_600, exp: 107_200 })
    expect(await claimsOf('expiryAsText')).toMatchObject({ exp: '103600' })
  })

  it('the other kinds of JWT wear their marks', async () => {
    const issuer = await openIssuer()
    const idToken = await issuer.issueBad('idToken')
    expect(readTokenPart(idToken, 'payload')).toHaveProperty('nonce')
    expect(readTokenPart(idToken, 'payload')).toHaveProperty('at_hash')
    expect(readTokenPart(await issuer.issueBad('refreshToken'), 'payload')).toHaveProperty('typ', 'Refresh')
    expect(readTokenPart(await issuer.issueBad('logoutToken'), 'payload')).toHaveProperty('events')
    expect(readTokenPart(await issuer.issueBad('dpopProof'), 'header')).toHaveProperty('jwk')
    expect(readTokenPart(await issuer.issueBad('boundToKey'), 'payload')).toHaveProperty('cnf.jkt')
  })

  it(
    'fits through the header limit of Node, so that the API itself answers',
    { timeout: KEY_SEARCH_MILLISECONDS },
    async () => {
      const issuer = await openIssuer({ algorithms: ['RS256'] })
      for (const { kind } of BAD_TOKEN_KINDS) expect((await issuer.issueBad(kind)).length).toBeLessThan(8192)
    }
  )
})
