import * as base64url from 'jose/base64url'
import { JWSSignatureVerificationFailed } from 'jose/errors'
import { flattenedVerify } from 'jose/jws/flattened/verify'
import { exportJWK } from 'jose/key/export'
import { importJWK } from 'jose/key/import'
import type { CryptoKey, FlattenedJWSInput } from 'jose'
import type { JsonObject } from '../../json/json-object.ts'
import { ALGORITHMS, type AlgorithmName } from '../algorithms.ts'
import {
  hasSignatureLength,
  IMPORT_PROBLEM,
  MISFIT,
  requireFit,
  requireStrongKey,
  type VerificationKey
} from '../verification-key.ts'

/**
 * Imports a public JWK for some algorithms into the runtime's Web Cryptography, through `jose`. The engine of
 * every runtime except Node, and the reference that tests compare the Node engine with. Web Cryptography
 * picks the thread.
 *
 * @throws {Error} With a reason that does not quote the key, if it cannot be imported or is too weak; the
 *   promise rejects with it.
 */
export async function importVerificationKey(
  jwk: JsonObject,
  algorithms: readonly AlgorithmName[]
): Promise<VerificationKey> {
  requireFit(jwk, algorithms)
  // For Web Cryptography, a key has one algorithm.
  const keys = new Map(await Promise.all(algorithms.map((name) => importFor(jwk, name))))
  const [key] = keys.values()
  const modulusBytes = key === undefined ? 0 : requireStrongKey({ ...(await exportJWK(key)) })
  return {
    algorithms: new Set(algorithms),
    async verify({ signingInput, signature }, name) {
      const keyOfName = keys.get(name)
      if (keyOfName === undefined) throw new TypeError(MISFIT)
      if (!hasSignatureLength(signature, ALGORITHMS[name], modulusBytes)) return false
      const [header = '', payload = ''] = signingInput.split('.')
      const jws = { protected: header, payload, signature: base64url.encode(signature) }
      return isSigned(jws, keyOfName, name)
    }
  }
}

async function importFor(jwk: JsonObject, name: AlgorithmName): Promise<[AlgorithmName, CryptoKey]> {
  const key = await importJWK({ ...jwk }, name, { extractable: true }).catch(() => undefined)
  if (key === undefined || key instanceof Uint8Array) throw new Error(IMPORT_PROBLEM)
  return [name, key]
}

async function isSigned(jws: FlattenedJWSInput, key: CryptoKey, name: AlgorithmName): Promise<boolean> {
  try {
    await flattenedVerify(jws, key, { algorithms: [name] })
    return true
  } catch (error) {
    if (error instanceof JWSSignatureVerificationFailed) return false
    throw error
  }
}
