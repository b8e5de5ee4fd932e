import { Buffer } from 'node:buffer'
import {
  constants,
  createPublicKey,
  verify as verifyWithOpenSsl,
  type JsonWebKey,
  type KeyObject,
  type VerifyKeyObjectInput
} from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { JsonObject } from '../../json/json-object.ts'
import { ALGORITHMS, type AlgorithmName, type SignatureAlgorithm } from '../algorithms.ts'
import {
  hasSignatureLength,
  IMPORT_PROBLEM,
  MISFIT,
  requireFit,
  requireStrongKey,
  type ImportVerificationKey,
  type VerificationKey
} from '../verification-key.ts'
import { toDer } from './to-der.ts'

/**
 * Creates an engine that verifies signatures with Node's OpenSSL. It gives the same verdicts as the other
 * engine; a test compares them on every algorithm and on mutated signatures.
 *
 * @param cores How many cores the process can use. With one, the thread pool gains nothing and is not used.
 */
export function createEngine(
  cores: number
): (jwk: JsonObject, algorithms: readonly AlgorithmName[]) => VerificationKey {
  return (jwk, algorithms) => {
    requireFit(jwk, algorithms)
    const key = importKey(jwk)
    // Nothing can be weak about a point of one of the curves, and an export takes microseconds for each new client.
    const isOnCurve = key.asymmetricKeyType === 'ec'
    const modulusBytes = isOnCurve ? 0 : requireStrongKey({ ...key.export({ format: 'jwk' }) })
    const pssKey = key.asymmetricKeyType === 'rsa' ? createPssKey(importKey(jwk)) : key
    const names = new Set(algorithms)
    return {
      algorithms: names,
      verify({ signingInput, signature }, name, thread) {
        if (!names.has(name)) throw new TypeError(MISFIT)
        const algorithm: SignatureAlgorithm = ALGORITHMS[name]
        if (!hasSignatureLength(signature, algorithm, modulusBytes)) return false
        const signed: Signed = [
          algorithm.hash ?? null,
          Buffer.from(signingInput, 'latin1'),
          algorithm.family === 'RSASSA-PSS' ? pssKey : key,
          algorithm.family === 'ECDSA' ? toDer(signature) : signature
        ]
        return thread === 'mainThread' || cores === 1 ? verifyWithOpenSsl(...signed) : verifyInPool(signed)
      }
    }
  }
}

/** The engine of this process. */
export const importVerificationKey: ImportVerificationKey = createEngine(availableParallelism())

type OpenSslKey = KeyObject | VerifyKeyObjectInput

type Signed = readonly [hash: string | null, data: Buffer, key: OpenSslKey, signature: Uint8Array]

function importKey(jwk: JsonObject): KeyObject {
  try {
    const key: JsonWebKey = { ...jwk }
    return createPublicKey({ key, format: 'jwk' })
  } catch {
    throw new Error(IMPORT_PROBLEM)
  }
}

function verifyInPool(signed: Signed): Promise<boolean> {
  return new Promise((resolve, reject) => {
    verifyWithOpenSsl(...signed, (error, isSigned) => {
      if (error === null) resolve(isSigned)
      else reject(error)
    })
  })
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
const NOTHING = new Uint8Array(0)

/**
 * Gives a key the options of RSASSA-PSS, with a salt as long as the hash (RFC 7518 section 3.5). Node reads
 * them from the key itself, too; an object around the key costs Node 24 half a verification. A runtime that
 * does not read them there (Deno) gets that object.
 *
 * @param key A key for RSASSA-PSS only.
 * @param verifyNothing Calls `crypto.verify` with the key; the verdict does not matter.
 */
export function createPssKey(
  key: KeyObject,
  verifyNothing: (key: KeyObject) => unknown = verifyNothingWithOpenSsl
): OpenSslKey {
  let isRead = false
  const padding = { get: () => ((isRead = true), PSS.padding) }
  verifyNothing(Object.defineProperties(key, { padding, saltLength: { value: PSS.saltLength } }))
  return isRead ? key : { key, ...PSS }
}

function verifyNothingWithOpenSsl(key: KeyObject): unknown {
  return verifyWithOpenSsl('sha256', NOTHING, key, NOTHING)
}
