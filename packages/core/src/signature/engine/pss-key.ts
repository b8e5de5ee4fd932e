import { constants, createPublicKey, verify, type KeyObject, type VerifyKeyObjectInput } from 'node:crypto'

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
): KeyObject | VerifyKeyObjectInput {
  return looksAtKey(copyOf(key), verifyNothing) ? Object.assign(copyOf(key), PSS) : { key, ...PSS }
}

function verifyNothingWithOpenSsl(key: KeyObject): unknown {
  return verify('sha256', NOTHING, key, NOTHING)
}

const NOTHING = new Uint8Array(0)

function copyOf(key: KeyObject): KeyObject {
  return createPublicKey({ key: key.export({ format: 'der', type: 'spki' }), format: 'der', type: 'spki' })
}

/** Found out for each key, of which there are few, and not by the name of the runtime, of which there are
many. */
function looksAtKey(key: KeyObject, verifyNothing: (key: KeyObject) => unknown): boolean {
  let isRead = false
  const get = (): number => {
    isRead = true
    return PSS.padding
  }
  verifyNothing(Object.defineProperty(key, 'padding', { get }))
  return isRead
}
