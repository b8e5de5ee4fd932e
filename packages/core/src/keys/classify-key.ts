import { ALGORITHM_NAMES, type AlgorithmName } from '../jws/algorithms.ts'
import { isSecretKey, publicMembers, supportsAlgorithm } from '../jws/jwk.ts'
import { quote } from '../errors/quote.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'
import { ownMembers } from '../json/own-members.ts'

/** A key that can verify signatures, if it can be imported. */
export interface KeyCandidate {
  readonly kid: string | undefined
  /** The members that make the key, and nothing else. */
  readonly jwk: JsonObject
  /** The allowed algorithms that it supports; at least one. */
  readonly algorithms: readonly AlgorithmName[]
}

/** A key that is not used. */
export interface UnusedKey {
  readonly kid: string | undefined
  /** Why, in words. */
  readonly reason: string
  /** Whether the key is invalid, and not just for another purpose. */
  readonly isInvalid: boolean
}

/** Members that decide whether a key is used. */
const TEXTS = ['kid', 'use', 'alg']

/**
 * Decides whether a member of a JWK Set can verify access tokens (RFC 7517 sections 4.2 to 4.4). Reads own
 * members only; a member that is null is treated as absent. Does not import the key.
 *
 * @param value The member of the set.
 * @param algorithms The allowed algorithms.
 */
export function classifyKey(value: unknown, algorithms: ReadonlySet<string>): KeyCandidate | UnusedKey {
  if (!isJsonObject(value)) return { kid: undefined, reason: 'not a JSON object', isInvalid: true }
  const key = ownMembers(value)
  const kid = typeof key['kid'] === 'string' ? key['kid'] : undefined
  const skipped = skipReason(key)
  if (skipped !== undefined) return { kid, reason: skipped, isInvalid: true }
  const names = ALGORITHM_NAMES.filter((name) => supportsAlgorithm(key, name))
  const allowed = names.filter((name) => algorithms.has(name))
  const reason = purposeReason(key) ?? algorithmReason(key, names, allowed)
  if (reason !== undefined) return { kid, reason, isInvalid: false }
  return { kid, jwk: publicMembers(key), algorithms: allowed }
}

function skipReason(key: JsonObject): string | undefined {
  if (isSecretKey(key)) return 'a private or symmetric key: anyone who reads it can sign tokens'
  const noText = TEXTS.find((name) => name in key && typeof key[name] !== 'string')
  if (noText !== undefined) return `its "${noText}" is not a string`
  return 'key_ops' in key && !Array.isArray(key['key_ops']) ? 'its "key_ops" is not an array' : undefined
}

/** RFC 7517 sections 4.2 and 4.3. */
function purposeReason({ use = 'sig', key_ops: operations = ['verify'] }: JsonObject): string | undefined {
  if (use !== 'sig') return `its "use" is ${quote(use)}, not "sig"`
  if (Array.isArray(operations) && operations.includes('verify')) return undefined
  return 'its "key_ops" do not include "verify"'
}

function algorithmReason(
  key: JsonObject,
  names: readonly AlgorithmName[],
  allowed: readonly AlgorithmName[]
): string | undefined {
  const [name] = names
  if (allowed.length > 0) return undefined
  if (name !== undefined) return `it is for ${names.join(', ')}, which the option "algorithms" does not allow`
  const { kty = null, crv, alg } = key
  if (alg !== undefined) return `its "alg" is ${quote(alg)}, which Portcullis does not verify with such a key`
  return crv === undefined
    ? `its "kty" is ${quote(kty)}, which Portcullis does not verify without an "alg"`
    : `its "crv" is ${quote(crv)}, which Portcullis does not verify`
}
