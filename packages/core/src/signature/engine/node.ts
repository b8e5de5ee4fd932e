import { Buffer } from 'node:buffer'
import { constants, KeyObject, verify as verifyWithOpenSsl, type VerifyKeyObjectInput } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { CryptoKey } from 'jose'
import { ALGORITHMS, type SignatureAlgorithm } from '../../algorithms/algorithms.ts'
import type { SignatureCheck, SignatureThread } from '../signature-check.ts'
import { hasSignatureLength } from '../signature-length.ts'
import { toDer } from './to-der.ts'
import { atOnceOn, createVerificationLimit } from './verification-limit.ts'

/** Keys as OpenSSL wants them, made once for each. */
const keyObjects = new WeakMap<CryptoKey, KeyObject>()

/** One for the process, as the thread pool is. */
const inThreadPool = createVerificationLimit(atOnceOn(availableParallelism()))

/**
 * Verifies a signature with Node's OpenSSL. Gives the same verdicts as the other engine; a test compares them
 * on every algorithm and on mutated signatures.
 *
 * @param check What to verify.
 * @param thread Whether the event loop waits for it.
 * @returns Whether the signature is good; at once on the main thread.
 */
export function verify(check: SignatureCheck, thread: SignatureThread): boolean | Promise<boolean> {
  if (!hasSignatureLength(check)) return false
  const algorithm: SignatureAlgorithm = ALGORITHMS[check.algorithm]
  const signature = algorithm.family === 'ECDSA' ? toDer(check.signature) : check.signature
  const data = Buffer.from(check.signingInput, 'latin1')
  const key = withPadding(keyObjectOf(check.key), algorithm)
  const hash = algorithm.hash ?? null
  if (thread === 'mainThread') return verifyWithOpenSsl(hash, data, key, signature)
  return new Promise((resolve, reject) => {
    inThreadPool({
      begin(end) {
        verifyWithOpenSsl(hash, data, key, signature, (error, result) => {
          end(result)
          if (error === null) resolve(result)
          else reject(error)
        })
      },
      fail: reject
    })
  })
}

function keyObjectOf(key: CryptoKey): KeyObject {
  const known = keyObjects.get(key)
  if (known !== undefined) return known
  const made = KeyObject.from(key)
  keyObjects.set(key, made)
  return made
}

function withPadding(key: KeyObject, { family }: SignatureAlgorithm): KeyObject | VerifyKeyObjectInput {
  if (family !== 'RSASSA-PSS') return key
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
}
