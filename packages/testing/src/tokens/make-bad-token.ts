import { createHmac, randomBytes } from 'node:crypto'
import { CompactEncrypt } from 'jose'
import { createSigningKey } from '../keys/create-signing-key.ts'
import type { SigningKey } from '../keys/create-signing-key.ts'
import { toggleSlash } from '../toggle-slash.ts'
import type { BadTokenKind } from './bad-token-kinds.ts'
import type { TokenMint } from './create-token-mint.ts'
import { encodePart } from './sign-compact.ts'

/** What bad tokens are made from. */
export interface BadTokenSource {
  readonly mint: TokenMint
  readonly issuer: string
  readonly audience: string
  /** The current key of the issuer's first algorithm. */
  readonly key: SigningKey
  /** The present, in seconds since the epoch. */
  readonly now: number
}

type Maker = (source: BadTokenSource) => string | Promise<string>

const HOUR_SECONDS = 3600

/**
 * Makes a bad token, at random where randomness does no harm, so that no two are equal.
 *
 * @throws {TypeError} When no bad token has this name.
 */
export async function makeBadToken(kind: BadTokenKind, source: BadTokenSource): Promise<string> {
  if (!Object.hasOwn(MAKERS, kind)) {
    throw new TypeError(`there is no bad token named "${kind}"; BAD_TOKEN_KINDS lists the names`)
  }
  return MAKERS[kind](source)
}

const MAKERS: { readonly [Kind in BadTokenKind]: Maker } = {
  opaque: () => randomBytes(32).toString('base64url'),
  malformed: async ({ mint }) => replaceSegment(await mint.issue(), 0, encodePart('no JSON')),
  oversizedHeader: ({ mint }) => mint.issue({ header: { padding: 'x'.repeat(4096) } }),
  encrypted: ({ issuer, audience }) =>
    new CompactEncrypt(Buffer.from(JSON.stringify({ iss: issuer, aud: audience })))
      .setProtectedHeader({ alg: 'A256KW', enc: 'A256GCM', typ: 'at+jwt' })
      .encrypt(randomBytes(32)),
  criticalHeader: ({ mint }) => mint.issue({ header: { crit: ['x-test'], 'x-test': true } }),

  algNone: async ({ mint }) =>
    replaceSegment(await mint.issue({ header: { alg: 'none', kid: undefined } }), 2, ''),
  algNoneMixedCase: ({ mint }) => mint.issue({ header: { alg: 'nOnE' } }),
  hmacWithPublicKey: async ({ mint, key }) => {
    const [header, payload] = (await mint.issue({ header: { alg: 'HS256' } })).split('.')
    const secret = key.publicKey.export({ type: 'spki', format: 'pem' })
    const signature = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')
    return `${header}.${payload}.${signature}`
  },

  missingIssuer: ({ mint }) => mint.issue({ claims: { iss: undefined } }),
  wrongIssuer: ({ mint }) => mint.issue({ claims: { iss: 'https://other-issuer.example.test' } }),
  issuerWithSlash: ({ mint, issuer }) => mint.issue({ claims: { iss: toggleSlash(issuer) } }),

  unknownKid: async ({ mint, key }) => mint.issue({ key: await createSigningKey(key.algorithm) }),
  embeddedKey: async ({ mint, key }) => {
    const own = await createSigningKey(key.algorithm)
    return mint.issue({ key: own, header: { jwk: own.publicJwk } })
  },
  otherKey: async ({ mint, key }) => mint.issue({ key: await createSigningKey(key.algorithm, key.kid) }),
  tampered: async ({ mint }) => {
    const [, otherPayload = ''] = (await mint.issue({ claims: { sub: 'another-user' } })).split('.')
    return replaceSegment(await mint.issue(), 1, otherPayload)
  },

  idToken: ({ mint, now }) =>
    mint.issue({
      header: { typ: 'JWT' },
      claims: {
        nonce: randomBytes(16).toString('base64url'),
        at_hash: randomBytes(16).toString('base64url'),
        auth_time: Math.floor(now),
        client_id: undefined,
        scope: undefined
      }
    }),
  refreshToken: ({ mint }) => mint.issue({ header: { typ: 'JWT' }, claims: { typ: 'Refresh' } }),
  logoutToken: ({ mint }) =>
    mint.issue({
      header: { typ: 'logout+jwt' },
      claims: { events: { 'http://schemas.openid.net/event/backchannel-logout': {} }, scope: undefined }
    }),
  dpopProof: ({ mint, key }) =>
    mint.issue({
      header: { typ: 'dpop+jwt', jwk: key.publicJwk },
      claims: { htm: 'GET', htu: 'https://api.example.test/' }
    }),

  expired: ({ mint, now }) =>
    mint.issue({ expiresInSeconds: -HOUR_SECONDS, claims: { iat: Math.floor(now) - 2 * HOUR_SECONDS } }),
  missingExpiry: ({ mint }) => mint.issue({ claims: { exp: undefined } }),
  expiryAsText: ({ mint, now }) => mint.issue({ claims: { exp: String(Math.floor(now) + HOUR_SECONDS) } }),
  notYetValid: ({ mint, now }) =>
    mint.issue({ expiresInSeconds: 2 * HOUR_SECONDS, claims: { nbf: Math.floor(now) + HOUR_SECONDS } }),
  issuedInFuture: ({ mint, now }) =>
    mint.issue({ expiresInSeconds: 2 * HOUR_SECONDS, claims: { iat: Math.floor(now) + HOUR_SECONDS } }),

  missingAudience: ({ mint }) => mint.issue({ claims: { aud: undefined } }),
  wrongAudience: ({ mint }) => mint.issue({ claims: { aud: 'https://other-api.example.test' } }),
  audienceWithSlash: ({ mint, audience }) => mint.issue({ claims: { aud: toggleSlash(audience) } }),

  boundToKey: ({ mint }) => mint.issue({ claims: { cnf: { jkt: randomBytes(32).toString('base64url') } } })
}

function replaceSegment(token: string, index: number, segment: string): string {
  return token
    .split('.')
    .map((original, position) => (position === index ? segment : original))
    .join('.')
}
