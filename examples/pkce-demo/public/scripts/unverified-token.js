/**
 * A token, decoded without any verification: enough to show it, not to decide.
 *
 * @typedef {object} UnverifiedToken
 * @property {[string, string, string]} parts
 * @property {Record<string, unknown>} header
 * @property {Record<string, unknown>} claims
 */

/**
 * @param {string} accessToken
 * @returns {UnverifiedToken | undefined} `undefined` if it is not a JWT: an access token can be any string.
 */
export function decodeUnverifiedToken(accessToken) {
  const [header, claims, signature, ...more] = accessToken.split('.')
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0)
    return undefined
  try {
    return { parts: [header, claims, signature], header: decodePart(header), claims: decodePart(claims) }
  } catch {
    return undefined
  }
}

/**
 * When the token says that it ends.
 *
 * @param {string} accessToken
 * @returns {number | undefined} Seconds since 1970.
 */
export function unverifiedExpiry(accessToken) {
  const expiry = decodeUnverifiedToken(accessToken)?.claims['exp']
  return typeof expiry === 'number' ? expiry : undefined
}

/**
 * @param {string} part
 * @returns {Record<string, unknown>}
 */
function decodePart(part) {
  const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  return /** @type {Record<string, unknown>} */ (JSON.parse(new TextDecoder().decode(bytes)))
}
