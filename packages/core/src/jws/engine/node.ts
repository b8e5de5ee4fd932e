import { Buffer } from 'node:buffer'
import {
  constants,
  createPublicKey,
  KeyObject,
  verify as verifyWithOpenSsl,
  type VerifyKeyObjectInput
} from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { CryptoKey } from 'jose'
import { ALGORITHMS, type SignatureAlgorithm } from '../algorithms.ts'
import type { SignatureInput, SignatureThread } from '../signature-input.ts'
import { hasSignatureLength } from '../signature-length.ts'
import { createSingleCore, type SingleCore } from './single-core.ts'
import { toDer } from './to-der.ts'

/** Says whether a signature is good; at once where the main thread has verified it. */
export type Verify = (check: SignatureInput, thread: SignatureThread) => boolean | Promise<boolean>

/**
 * Makes an engine that verifies signatures with Node's OpenSSL. It gives the same verdicts as the other
 * engine; a test compares them on every algorithm and on mutated signatures.
 *
 * @param cores How many cores the process may use.
 * @returns The engine.
 */
export function createEngine(cores: number): Verify {
  const singleCore = cores === 1 ? createSingleCore() : undefined
  return (check, thread) => {
    if (!hasSignatureLength(check)) return false
    const signed = prepare(check)
    if (thread === 'mainThread') return verifyWithOpenSsl(...signed)
    return singleCore === undefined ? verifyInPool(signed) : verifyOnSingleCore(signed, singleCore)
  }
}

/** The engine of this process: it has one thread pool. */
export const verify: Verify = createEngine(availableParallelism())

type OpenSslKey = KeyObject | VerifyKeyObjectInput

type Prepared = readonly [hash: string | null, data: Buffer, key: OpenSslKey, signature: Uint8Array]

function prepare({ algorithm: name, key, signingInput, signature }: SignatureInput): Prepared {
  const algorithm: SignatureAlgorithm = ALGORITHMS[name]
  return [
    algorithm.hash ?? null,
    Buffer.from(signingInput, 'latin1'),
    openSslKeyOf(key, algorithm),
    algorithm.family === 'ECDSA' ? toDer(signature) : signature
  ]
}

function verifyOnSingleCore(signed: Prepared, singleCore: SingleCore): boolean | Promise<boolean> {
  if (!singleCore.isCalm()) return singleCore.enqueue(() => verifyInPool(signed))
  const isSigned = verifyWithOpenSsl(...signed)
  singleCore.note(isSigned)
  return isSigned
}

function verifyInPool(signed: Prepared): Promise<boolean> {
  return new Promise((resolve, reject) => {
    verifyWithOpenSsl(...signed, (error, isSigned) => {
      if (error === null) resolve(isSigned)
      else reject(error)
    })
  })
}

/** Keys as OpenSSL wants them, made once for each. */
const keyObjects = new WeakMap<CryptoKey, OpenSslKey>()
const pssKeys = new WeakMap<CryptoKey, OpenSslKey>()

function openSslKeyOf(key: CryptoKey, { family }: SignatureAlgorithm): OpenSslKey {
  const isPss = family === 'RSASSA-PSS'
  const ready = isPss ? pssKeys : keyObjects
  const known = ready.get(key)
  if (known !== undefined) return known
  const made = isPss ? createPssKey(KeyObject.from(key)) : KeyObject.from(key)
  ready.set(key, made)
  return made
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }

/**
 * Makes a key for RSASSA-PSS, with a salt as long as the hash (RFC 7518 section 3.5). The options of
 * `crypto.verify` are members of whatever object is given for the key, so that most runtimes look for them on
 * the key itself, too. There they cost nothing, where with Node 24 another object around the key takes as
 * long as most of the verification. Deno does not look there, and gets that object.
 *
 * @param key The key, which stays as it is: it may be asked for other algorithms, too.
 * @param verifyNothing Calls `crypto.verify` with a key; the verdict does not matter.
 * @returns What to give to `crypto.verify` for the key.
 */
export function createPssKey(
  key: KeyObject,
  verifyNothing: (key: KeyObject) => unknown = verifyNothingWithOpenSsl
): OpenSslKey {
  return looksAtKey(copyOf(key), verifyNothing) ? Object.assign(copyOf(key), PSS) : { key, ...PSS }
}

function verifyNothingWithOpenSsl(key: KeyObject): unknown {
  return verifyWithOpenSsl('sha256', NOTHING, key, NOTHING)
}

const NOTHING = new Uint8Array(0)

function copyOf(key: KeyObject): KeyObject {
  return createPublicKey({ key: key.export({ format: 'der', type: 'spki' }), format: 'der', type: 'spki' })
}

/**
 * Found out for each key, of which there are few, and not by the name of the runtime, of which there are
 * many.
 */
function looksAtKey(key: KeyObject, verifyNothing: (key: KeyObject) => unknown): boolean {
  let isRead = false
  const get = (): number => {
    isRead = true
    return PSS.padding
  }
  verifyNothing(Object.defineProperty(key, 'padding', { get }))
  return isRead
}
