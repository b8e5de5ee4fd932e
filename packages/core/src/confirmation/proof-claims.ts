import { isText } from '../json/is-text.ts'
import type { JsonObject } from '../json/json-object.ts'
import { refuseProof } from './refuse-proof.ts'

/** The claims of a DPoP proof (RFC 9449 section 4.2), with the types that they must have. */
export interface ProofClaims {
  readonly jti: string
  readonly htm: string
  readonly htu: string
  /** NumericDate, in seconds. */
  readonly iat: number
  readonly ath: string
  readonly nonce: string | undefined
  /** NumericDate; few clients send it. */
  readonly exp: number | undefined
  /** NumericDate; few clients send it. */
  readonly nbf: number | undefined
}

/** The longest `jti`, in UTF-16 code units; clients send a UUID or as many random bytes. */
const MAX_JTI_LENGTH = 512

const TEXTS = ['jti', 'htm', 'htu', 'ath'] as const

/**
 * Validates the form of the claims of a proof. `ath` is mandatory: without it a proof would fit any token of
 * its key (RFC 9449 section 4.3, check 12).
 *
 * @param claims The parsed payload.
 * @returns The claims, typed and still unverified.
 * @throws {ProtectedResourceError} `proof_malformed`.
 */
export function validateProofClaims(claims: JsonObject): ProofClaims {
  const { jti, htm, htu, ath, iat, nonce, exp, nbf } = claims
  if (!isText(jti) || !isText(htm) || !isText(htu) || !isText(ath)) throw refuseMissing(claims)
  if (jti.length > MAX_JTI_LENGTH) throw refuseProof('proof_malformed', HINT_JTI)
  if (!isTime(iat)) throw refuseProof('proof_malformed', HINT_IAT)
  if (!isOptionalTime(exp) || !isOptionalTime(nbf)) throw refuseProof('proof_malformed', HINT_LIMITS)
  if (nonce !== undefined && typeof nonce !== 'string') throw refuseProof('proof_malformed', HINT_NONCE)
  return { jti, htm, htu, ath, iat, nonce, exp, nbf }
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isOptionalTime(value: unknown): value is number | undefined {
  return value === undefined || isTime(value)
}

function refuseMissing(claims: JsonObject): Error {
  const missing = TEXTS.find((name) => !isText(claims[name]))
  return refuseProof('proof_malformed', `the claim "${missing}" of the proof is missing or is not a string`)
}

const HINT_JTI = `"jti" of the proof is longer than ${MAX_JTI_LENGTH} characters`
const HINT_IAT = '"iat" of the proof is missing or is not a number of seconds since 1970'
const HINT_LIMITS = '"exp" or "nbf" of the proof is not a number of seconds since 1970'
const HINT_NONCE = '"nonce" of the proof is not a string'
