import { Buffer } from 'node:buffer'
import { KeyObject, verify as verifyWithOpenSsl, type VerifyKeyObjectInput } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { CryptoKey } from 'jose'
import { ALGORITHMS, type SignatureAlgorithm } from '../../algorithms/algorithms.ts'
import type { SignatureCheck, SignatureThread } from '../signature-check.ts'
import { hasSignatureLength } from '../signature-length.ts'
import { createPssKey } from './pss-key.ts'
import { createSingleCore, type SingleCore } from './single-core.ts'
import { toDer } from './to-der.ts'

/** Says whether a signature is good; at once where the main thread has verified it. */
export type Verify = (check: SignatureCheck, thread: SignatureThread) => boolean | Promise<boolean>

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

function prepare({ algorithm: name, key, signingInput, signature }: SignatureCheck): Prepared {
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
