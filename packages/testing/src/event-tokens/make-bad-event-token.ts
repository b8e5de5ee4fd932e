import { createSigningKey, type SigningKey } from '../keys/create-signing-key.ts'
import type { TokenChange, TokenMint } from '../tokens/create-token-mint.ts'
import type { BadEventTokenKind } from './bad-event-token-kinds.ts'
import { DEFAULT_RECEIVER, mintLogoutToken, mintSecurityEvent, type EventTokenName } from './event-token.ts'

/** What bad event tokens are made from. */
export interface BadEventTokenSource {
  readonly mint: TokenMint
  /** The current key of the issuer's first algorithm. */
  readonly key: SigningKey
  /** The present, in seconds since the epoch. */
  readonly now: number
  readonly name: EventTokenName
}

type Maker = (source: BadEventTokenSource) => string | Promise<string>

const HOUR_SECONDS = 3600
const CAEP_SESSION = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
const OTHER_ISSUER = 'https://other-issuer.example.test'

/**
 * Makes a bad event token.
 *
 * @throws {TypeError} When no bad event token has this name.
 */
export async function makeBadEventToken(
  kind: BadEventTokenKind,
  source: BadEventTokenSource
): Promise<string> {
  if (!Object.hasOwn(MAKERS, kind)) {
    throw new TypeError(`there is no bad event token named "${kind}"; BAD_EVENT_TOKEN_KINDS lists the names`)
  }
  return MAKERS[kind](source)
}

function mintOne({ name, mint }: BadEventTokenSource, change: TokenChange): Promise<string> {
  return name === 'logoutToken' ? mintLogoutToken(mint, change) : mintSecurityEvent(mint, change)
}

const withClaims =
  (claims: object): Maker =>
  (source) =>
    mintOne(source, { claims: { ...claims } })

const MAKERS: { readonly [Kind in BadEventTokenKind]: Maker } = {
  accessToken: ({ mint }) => mint.issue({ claims: { aud: DEFAULT_RECEIVER } }),
  otherEventToken: ({ mint, name }) =>
    name === 'logoutToken' ? mintSecurityEvent(mint) : mintLogoutToken(mint),
  untyped: (source) => mintOne(source, { header: { typ: undefined } }),
  algNone: (source) => mintOne(source, { header: { alg: 'none' } }),
  unknownKid: async (source) => mintOne(source, { key: await createSigningKey(source.key.algorithm) }),
  otherKey: async (source) =>
    mintOne(source, { key: await createSigningKey(source.key.algorithm, source.key.kid) }),
  tampered: async (source) => {
    const [header, , signature] = (await mintOne(source, {})).split('.')
    const [, payload] = (await mintOne(source, { claims: { sub: 'another-user' } })).split('.')
    return [header, payload, signature].join('.')
  },
  missingIssuer: withClaims({ iss: undefined }),
  wrongIssuer: withClaims({ iss: OTHER_ISSUER }),
  missingAudience: withClaims({ aud: undefined }),
  wrongAudience: withClaims({ aud: 'another-client' }),
  missingJti: withClaims({ jti: undefined }),
  missingIssuedAt: withClaims({ iat: undefined }),
  missingExpiry: withClaims({ exp: undefined }),
  expired: (source) =>
    mintOne(source, { claims: { iat: source.now - 2 * HOUR_SECONDS, exp: source.now - HOUR_SECONDS } }),
  issuedInFuture: (source) =>
    mintOne(source, { claims: { iat: source.now + HOUR_SECONDS, exp: source.now + 2 * HOUR_SECONDS } }),
  tooOld: (source) =>
    mintOne(source, { claims: { iat: source.now - 48 * HOUR_SECONDS, exp: source.now + HOUR_SECONDS } }),
  missingEvents: withClaims({ events: undefined }),
  withNonce: withClaims({ nonce: 'n-0S6_WzA2Mj' }),
  missingSubject: withClaims({ sub: undefined, sub_id: undefined }),
  subjectOfOtherIssuer: withClaims({ sub_id: { format: 'iss_sub', iss: OTHER_ISSUER, sub: 'test-user' } }),
  timestampInMilliseconds: (source) =>
    mintOne(source, { claims: { events: { [CAEP_SESSION]: { event_timestamp: source.now * 1000 } } } })
}
