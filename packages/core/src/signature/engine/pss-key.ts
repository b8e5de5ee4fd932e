import {
  constants,
  createPublicKey,
  verify,
  type KeyObject,
  type VerifyKeyObjectInput,
  type VerifyPublicKeyInput
} from 'node:crypto'

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }

/** The part of `crypto.verify` that is used to find out where the runtime looks for options. */
export type VerifyOnce = (
  hash: string,
  data: Uint8Array,
  key: KeyObject | VerifyPublicKeyInput,
  signature: Uint8Array
) => boolean

/**
 * Makes a key for RSASSA-PSS, with a salt as long as the hash (RFC 7518 section 3.5). The options of
 * `crypto.verify` are members of whatever object is given for the key, so that most runtimes look for them on
 * the key itself, too. There they cost nothing, where with Node 24 another object around the key takes as
 * long as most of the verification. Deno does not look there, and gets that object.
 *
 * @param key The key, which stays as it is: it may be asked for other algorithms, too.
 * @param verifyOnce Verifies a signature, whatever it is.
 * @returns What to give to `crypto.verify` for the key.
 */
export function createPssKey(
  key: KeyObject,
  verifyOnce: VerifyOnce = verify
): KeyObject | VerifyKeyObjectInput {
  return looksAtKey(copyOf(key), verifyOnce) ? Object.assign(copyOf(key), PSS) : { key, ...PSS }
}

function copyOf(key: KeyObject): KeyObject {
  return createPublicKey({ key: key.export({ format: 'der', type: 'spki' }), format: 'der', type: 'spki' })
}

function looksAtKey(key: KeyObject, verifyOnce: VerifyOnce): boolean {
  let isRead = false
  const get = (): number => {
    isRead = true
    return PSS.padding
  }
  verifyOnce('sha256', NOTHING, Object.defineProperty(key, 'padding', { get }), NOTHING)
  return isRead
}

const NOTHING = new Uint8Array(0)
