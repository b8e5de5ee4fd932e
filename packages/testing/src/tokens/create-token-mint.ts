import { randomUUID } from 'node:crypto'
import type { Clock, JsonObject } from '@portcullis/core'
import type { KeyRing } from '../keys/create-key-ring.ts'
import type { SigningKey } from '../keys/create-signing-key.ts'
import { requireSigningAlgorithm } from '../keys/signing-algorithm.ts'
import { signCompact } from './sign-compact.ts'
import type { TokenPart } from './sign-compact.ts'

/** How a token is signed. */
export interface SigningChoice {
  /**
   * The signature algorithm, and the `alg` of the header.
   *
   * @default the algorithm of `key`, else the first algorithm of the issuer
   */
  algorithm?: string
  /**
   * The key: the `kid` of one that the issuer has or had, or a key of `createSigningKey`.
   *
   * @default the issuer's current key for `algorithm`
   */
  key?: string | SigningKey
}

/** How a token differs from the default one. */
export interface TokenChange extends SigningChoice {
  /** Claims to set; `undefined` leaves a claim out. */
  claims?: Readonly<Record<string, unknown>>
  /** Header parameters to set; `undefined` leaves a parameter out. */
  header?: Readonly<Record<string, unknown>>
  /**
   * How long the token is valid; negative for one that expired that long ago.
   *
   * @default 300
   */
  expiresInSeconds?: number
}

/** A token given by its parts, to be signed as they are. */
export interface RawToken extends SigningChoice {
  /** The header: JSON text, bytes or an object. Nothing is added, not even `alg`. */
  header: TokenPart
  /** The payload: JSON text, bytes or an object. Nothing is added. */
  payload: TokenPart
}

/** Mints the tokens of one issuer. */
export interface TokenMint {
  /** See `TestIssuer.issue`. */
  issue(change?: TokenChange): Promise<string>
  /** The claims of a default token, with a change. */
  claims(change?: TokenChange): JsonObject
  /** See `TestIssuer.issueRaw`. */
  issueRaw(token: RawToken): Promise<string>
}

/** Whose tokens a mint makes, for whom, and in whose time. */
export interface MintSettings {
  readonly issuer: string
  readonly audience: string
  readonly keys: KeyRing
  readonly clock: Pick<Clock, 'now'>
}

const DEFAULT_LIFETIME_SECONDS = 300

/**
 * Makes the mint of an issuer. Its default token is a JWT access token exactly as RFC 9068 section 2
 * requires.
 */
export function createTokenMint(settings: MintSettings): TokenMint {
  const claimsOf = (change: TokenChange): JsonObject => ({
    ...defaultClaims(settings, change.expiresInSeconds),
    ...change.claims
  })
  return {
    claims: (change = {}) => claimsOf(change),
    async issue(change = {}) {
      const { algorithm, key } = chooseSigner(settings.keys, change)
      return signCompact({
        header: { alg: algorithm, typ: 'at+jwt', kid: key.kid, ...change.header },
        payload: claimsOf(change),
        algorithm,
        privateKey: key.privateKey
      })
    },
    async issueRaw(token) {
      const { algorithm, key } = chooseSigner(settings.keys, token)
      return signCompact({
        header: token.header,
        payload: token.payload,
        algorithm,
        privateKey: key.privateKey
      })
    }
  }
}

function defaultClaims(settings: MintSettings, lifetimeSeconds: number = DEFAULT_LIFETIME_SECONDS): object {
  const issuedAt = Math.floor(settings.clock.now())
  return {
    iss: settings.issuer,
    aud: settings.audience,
    sub: 'test-user',
    client_id: 'test-client',
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    jti: randomUUID(),
    scope: ''
  }
}

function chooseSigner(keys: KeyRing, choice: SigningChoice) {
  const key =
    typeof choice.key === 'string' ? keys.find(choice.key) : (choice.key ?? keys.current(choice.algorithm))
  return { key, algorithm: requireSigningAlgorithm(choice.algorithm ?? key.algorithm) }
}
