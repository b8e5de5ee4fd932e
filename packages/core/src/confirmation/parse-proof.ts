import { decodeBytes, decodeText } from '#base64url'
import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'
import { withoutPrototype } from '../json/without-prototype.ts'
import { validateProofClaims, type ProofClaims } from './proof-claims.ts'
import { refuseProof } from './refuse-proof.ts'

/** The longest proof, in characters: enough for a key and a signature of ML-DSA-87, less than Node reads. */
export const MAX_PROOF_LENGTH: number = 12 * 1024

/** The segments of a proof, as sent. */
export interface ProofSegments {
  /** The first segment: the same in every proof of most clients. */
  readonly headerSegment: string
  readonly payloadSegment: string
  /** Header and payload segments as sent, with the dot between. */
  readonly signingInput: string
  readonly signature: Uint8Array
}

/** A DPoP proof taken apart. Nothing in it is trusted before its signature is verified. */
export interface UnverifiedProof extends ProofSegments {
  readonly unverifiedClaims: ProofClaims
}

/**
 * Parses the value of a `DPoP` header: exactly one JWT in compact serialization, in one header (RFC 9449
 * section 4.3, checks 1 to 3). The header of the JWT is parsed later, if it is not a known one.
 *
 * @param field The header value, or one for each line.
 * @returns The proof.
 * @throws {ProtectedResourceError} `proof_repeated`, `proof_too_large` or `proof_malformed`.
 */
export function parseProof(field: string | readonly string[]): UnverifiedProof {
  const segments = splitProof(field)
  return { ...segments, unverifiedClaims: validateProofClaims(parseSegment(segments.payloadSegment)) }
}

/**
 * Splits the value of a `DPoP` header into the segments of one JWT. Parses none of them.
 *
 * @param field The header value, or one for each line.
 * @returns The segments.
 * @throws {ProtectedResourceError} `proof_repeated`, `proof_too_large` or `proof_malformed`.
 */
export function splitProof(field: string | readonly string[]): ProofSegments {
  const value = oneValue(field)
  if (value.length > MAX_PROOF_LENGTH) throw refuseProof('proof_too_large', HINT_LARGE)
  // Node joins several lines with a comma, and no JWT contains one.
  if (value.includes(',')) throw refuseProof('proof_repeated', HINT_REPEATED)
  const headerEnd = value.indexOf('.')
  const payloadEnd = value.lastIndexOf('.')
  // A further dot would be in the payload, and is not in the alphabet of base64url.
  const signature = headerEnd === payloadEnd ? undefined : decodeBytes(value.slice(payloadEnd + 1))
  if (signature === undefined) throw malformed()
  return {
    headerSegment: value.slice(0, headerEnd),
    payloadSegment: value.slice(headerEnd + 1, payloadEnd),
    signingInput: value.slice(0, payloadEnd),
    signature
  }
}

function oneValue(field: string | readonly string[]): string {
  if (typeof field === 'string') return field
  const [value, ...further] = field
  if (value !== undefined && further.length === 0) return value
  throw refuseProof('proof_repeated', HINT_REPEATED)
}

/**
 * Parses a segment of a proof: strict base64url of UTF-8 of a JSON object.
 *
 * @param segment The segment as sent.
 * @returns Its own members, without a prototype.
 * @throws {ProtectedResourceError} `proof_malformed`.
 */
export function parseSegment(segment: string): JsonObject {
  const value = parseJson(decodeText(segment))
  if (isJsonObject(value)) return withoutPrototype(value)
  throw malformed()
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function malformed(): Error {
  return refuseProof('proof_malformed', HINT_MALFORMED)
}

const HINT_LARGE = `the DPoP header is longer than ${MAX_PROOF_LENGTH} characters`
const HINT_REPEATED = 'the request has several DPoP headers: a proxy or the client adds a second one'
const HINT_MALFORMED =
  'the DPoP header is not a JWT: it must be three strict base64url segments with JSON header and payload'
