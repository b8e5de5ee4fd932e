import {
  ALGORITHMS,
  isAlgorithmName,
  type AlgorithmName,
  type SignatureAlgorithm
} from '../jws/algorithms.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import type { JsonObject } from '../json/json-object.ts'
import { withoutPrototype } from '../json/without-prototype.ts'
import { refuseProof } from './refuse-proof.ts'

/** The public key in the header of a proof. Anyone can write one. */
export interface ProofPublicKey {
  /** The members of the public key that verify, and no others. */
  readonly jwk: JsonObject
  /** The text that the thumbprint of the key is the digest of (RFC 7638 section 3). */
  readonly thumbprintInput: string
}

/** What the header of a proof says. */
export interface UnverifiedProofHeader extends ProofPublicKey {
  readonly algorithm: AlgorithmName
}

const TYPE = 'dpop+jwt'

/** Members of private and of symmetric keys (RFC 7518 section 6, RFC 8037 section 2, RFC 9964). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k']

/** Required members of a public key, in the order of RFC 7638 section 3.2. */
const MEMBERS: Readonly<Record<SignatureAlgorithm['kty'], readonly string[]>> = {
  RSA: ['e', 'kty', 'n'],
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  AKP: ['alg', 'kty', 'pub']
}

/** A modulus of 4,096 bits: longer ones cost more than any signature of an issuer. */
const MAX_MODULUS_CHARACTERS = 683

/** An exponent of 32 bits; nearly all are 65537. */
const MAX_EXPONENT_CHARACTERS = 6

/**
 * Validates the header of a DPoP proof: its type, its algorithm and the form of its key (RFC 9449 section
 * 4.3, checks 3 to 7 but the signature).
 *
 * @param header The parsed header.
 * @param algorithms The allow-list.
 * @returns What it says.
 * @throws {ProtectedResourceError} `proof_type_mismatch`, `proof_algorithm_not_allowed`, `proof_malformed`,
 *   `proof_key_private` or `proof_key_invalid`.
 */
export function validateProofHeader(
  header: JsonObject,
  algorithms: ReadonlySet<string>
): UnverifiedProofHeader {
  requireProofType(header)
  const algorithm = requireProofAlgorithm(header, algorithms)
  return { algorithm, ...requireProofKey(header, algorithm) }
}

/**
 * Requires the type of a proof, and no extension that is not supported (RFC 9449 section 4.3, check 4; RFC
 * 7515 section 4.1.11).
 *
 * @throws {ProtectedResourceError} `proof_type_mismatch` or `proof_malformed`.
 */
export function requireProofType(header: JsonObject): void {
  if (header['typ'] !== TYPE) throw refuseProof('proof_type_mismatch', HINT_TYPE)
  if (Object.hasOwn(header, 'crit') || header['b64'] === false)
    throw refuseProof('proof_malformed', HINT_CRITICAL)
}

/**
 * Requires an algorithm of the allow-list (RFC 9449 section 4.3, check 5).
 *
 * @returns The algorithm.
 * @throws {ProtectedResourceError} `proof_algorithm_not_allowed`.
 */
export function requireProofAlgorithm({ alg }: JsonObject, algorithms: ReadonlySet<string>): AlgorithmName {
  if (typeof alg !== 'string' || !isAlgorithmName(alg) || !algorithms.has(alg)) {
    throw refuseProof('proof_algorithm_not_allowed', HINT_ALGORITHM)
  }
  return alg
}

/**
 * Requires a public key that fits the algorithm (RFC 9449 section 4.3, check 7). Does not import it.
 *
 * @returns The key.
 * @throws {ProtectedResourceError} `proof_malformed`, `proof_key_private` or `proof_key_invalid`.
 */
export function requireProofKey({ jwk }: JsonObject, algorithm: AlgorithmName): ProofPublicKey {
  if (!isJsonObject(jwk)) throw refuseProof('proof_malformed', HINT_JWK)
  if (PRIVATE_MEMBERS.some((member) => Object.hasOwn(jwk, member)))
    throw refuseProof('proof_key_private', HINT_PRIVATE)
  return readKey(withoutPrototype(jwk), algorithm)
}

function readKey(jwk: JsonObject, name: AlgorithmName): ProofPublicKey {
  const { kty, crv }: SignatureAlgorithm = ALGORITHMS[name]
  const members = MEMBERS[kty]
  const isFitting =
    jwk['kty'] === kty && (crv === undefined || jwk['crv'] === crv) && isForSignatures(jwk, name)
  if (!isFitting || !members.every((member) => isText(jwk[member])))
    throw refuseProof('proof_key_invalid', HINT_KEY)
  if (kty === 'RSA' && !isBoundedRsa(jwk)) throw refuseProof('proof_key_invalid', HINT_LARGE)
  const picked: Record<string, unknown> = {}
  for (const member of members) picked[member] = jwk[member]
  return { jwk: picked, thumbprintInput: JSON.stringify(picked) }
}

/** `use`, `key_ops` and `alg` are optional, but what they say must hold (RFC 7517 sections 4.2 to 4.4). */
function isForSignatures({ use, key_ops: operations, alg }: JsonObject, name: AlgorithmName): boolean {
  if (use !== undefined && use !== 'sig') return false
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return false
  return alg === undefined || alg === name || (isEd25519(alg) && isEd25519(name))
}

/** One algorithm under two names (RFC 9864 section 2.2). */
function isEd25519(alg: unknown): boolean {
  return alg === 'EdDSA' || alg === 'Ed25519'
}

function isBoundedRsa({ n, e }: JsonObject): boolean {
  return String(n).length <= MAX_MODULUS_CHARACTERS && String(e).length <= MAX_EXPONENT_CHARACTERS
}

const HINT_TYPE = `the header of the proof must have "typ": "${TYPE}"; is an access token in the DPoP header?`
const HINT_CRITICAL = 'the header of the proof requires an extension ("crit" or "b64"); none is supported'
const HINT_ALGORITHM =
  'the client signed the proof with an algorithm that is not in the option "dpop.algorithms"; the challenge lists these as "algs"'
const HINT_JWK = 'the header of the proof must have the public key of the client as "jwk"'
const HINT_PRIVATE =
  'the proof contains a private or symmetric key: the client leaks its key and must create a new one; export only the public key'
const HINT_KEY = 'the "jwk" of the proof is not a public signature key for its "alg"'
const HINT_LARGE = 'the RSA key of the proof has more than 4,096 bits, or an exponent of more than 32'
