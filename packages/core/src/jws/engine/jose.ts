import * as base64url from 'jose/base64url'
import { JWSSignatureVerificationFailed } from 'jose/errors'
import { flattenedVerify } from 'jose/jws/flattened/verify'
import type { SignatureInput, SignatureThread } from '../signature-input.ts'
import { hasSignatureLength } from '../signature-length.ts'

/**
 * Verifies a signature with the runtime's Web Cryptography, through `jose`. The engine of every runtime but
 * Node, and the yardstick of the other one.
 *
 * @param check What to verify.
 * @param _thread Web Cryptography decides for itself where it works.
 * @returns Whether the signature is good.
 */
export async function verify(check: SignatureInput, _thread: SignatureThread): Promise<boolean> {
  if (!hasSignatureLength(check)) return false
  const [header = '', payload = ''] = check.signingInput.split('.')
  const jws = { protected: header, payload, signature: base64url.encode(check.signature) }
  try {
    await flattenedVerify(jws, check.key, { algorithms: [check.algorithm] })
    return true
  } catch (error) {
    if (error instanceof JWSSignatureVerificationFailed) return false
    throw error
  }
}
