import { verify } from '#engine'
import type { CryptoKey } from 'jose'
import { isAlgorithmName, type AlgorithmName } from '../jws/algorithms.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { chain } from '../flow/chain.ts'
import type { FoundKeys, KeySource } from './key-source.ts'
import type { KeySet } from './key-set.ts'
import type { UnverifiedToken } from '../jws/unverified-token.ts'
import type { SignatureInput, SignatureThread } from '../jws/signature-input.ts'

/** With what signatures are verified, and where. */
export interface SignatureSettings {
  /** The keys of the issuer. */
  readonly keys: Pick<KeySource, 'find' | 'findChanged'>
  readonly thread: SignatureThread
}

/**
 * Demands that a token names an algorithm of the allow-list, compared case by case (RFC 8725 section 3.1).
 * Costs nothing, so that it comes before any key is looked for.
 *
 * @param alg The `alg` of the unverified header.
 * @param algorithms The allow-list.
 * @returns The algorithm.
 * @throws {ProtectedResourceError} `algorithm_not_allowed`.
 */
export function requireAlgorithm(alg: string, algorithms: ReadonlySet<string>): AlgorithmName {
  if (isAlgorithmName(alg) && algorithms.has(alg)) return alg
  const hint = alg.startsWith('HS')
    ? 'the token is signed with a shared secret (HMAC): have the authorization server sign with RS256, ES256 or another asymmetric algorithm'
    : 'the algorithm of the token is not among the option "algorithms"'
  throw new ProtectedResourceError('algorithm_not_allowed', { hint })
}

/**
 * Verifies the signature of a token with the keys of its issuer (RFC 7515 section 5.2). Where the key id is
 * known but the signature fails, the issuer is asked once whether it has changed the key.
 *
 * @param token The token.
 * @param algorithm Its algorithm, as `requireAlgorithm` has found it.
 * @param settings The keys.
 * @returns The set whose key has signed the token; undefined where none has, for `requireSigner`.
 * @throws {ProtectedResourceError} `key_not_found`, or a 503.
 */
export function verifySignature(
  token: UnverifiedToken,
  algorithm: AlgorithmName,
  settings: SignatureSettings
): KeySet | undefined | Promise<KeySet | undefined> {
  const check = { algorithm, signingInput: token.signingInput, signature: token.signature }
  return chain(settings.keys.find(token.unverifiedHeader), (found) =>
    chain(isSignedByOne(check, found.keys, settings.thread), (isSigned) =>
      isSigned ? found.keySet : findChangedSet(token, { check, found, settings })
    )
  )
}

type KeylessCheck = Omit<SignatureInput, 'key'>

/** The next key is tried only when one has failed; nearly always there is one. */
function isSignedByOne(
  check: KeylessCheck,
  keys: readonly CryptoKey[],
  thread: SignatureThread
): boolean | Promise<boolean> {
  const key = keys[0]
  if (key === undefined) return false
  const { algorithm, signingInput, signature } = check
  return chain(
    verify({ algorithm, key, signingInput, signature }, thread),
    (isSigned) => isSigned || isSignedByOne(check, keys.slice(1), thread)
  )
}

interface FailedCheck {
  readonly check: KeylessCheck
  readonly found: FoundKeys
  readonly settings: SignatureSettings
}

function findChangedSet(
  { unverifiedHeader }: UnverifiedToken,
  { check, found, settings }: FailedCheck
): KeySet | undefined | Promise<KeySet | undefined> {
  return chain(settings.keys.findChanged(unverifiedHeader, found), (changed) => {
    if (changed === undefined) return undefined
    return chain(isSignedByOne(check, changed.keys, settings.thread), (isSigned) =>
      isSigned ? changed.keySet : undefined
    )
  })
}

/**
 * Demands that a key has signed a token. Apart from the verification, and so not deep in the stack, where to
 * throw takes microseconds longer.
 *
 * @param keySet What the verification has found.
 * @returns The same.
 * @throws {ProtectedResourceError} `signature_invalid` where that is nothing.
 */
export function requireSigner(keySet: KeySet | undefined): KeySet {
  if (keySet === undefined) throw new ProtectedResourceError('signature_invalid', { hint: HINT })
  return keySet
}

const HINT =
  'the signature does not belong to this header and payload: the token was changed, or comes from another server'
