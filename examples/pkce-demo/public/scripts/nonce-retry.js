import * as oauth from 'oauth4webapi'

/**
 * Sends a request with a DPoP proof, and once more if the server requires its nonce in the proof
 * (`use_dpop_nonce`, RFC 9449 sections 8 and 9). oauth4webapi keeps the nonce with the key.
 *
 * @template T
 * @param {() => Promise<T>} send
 * @returns {Promise<T>}
 */
export async function withNonce(send) {
  try {
    return await send()
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error
    return send()
  }
}
