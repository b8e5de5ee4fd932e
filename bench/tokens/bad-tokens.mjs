import { Buffer } from 'node:buffer'
import { randomBytes, randomUUID } from 'node:crypto'
import { parseJson } from '../parse-json.mjs'

/**
 * Makes the claims of a bad token of those of a good one.
 *
 * @typedef {(claims: Record<string, unknown>) => Record<string, unknown>} ClaimChange
 */

/**
 * What attackers can send without a key, cheapest to refuse first. The claims of the last are good, so that
 * nothing but the signature gives it away.
 *
 * @type {Readonly<Record<string, ClaimChange>>}
 */
const CHANGES = {
  'unknown issuer': (claims) => ({ ...claims, iss: 'https://issuer.example.net' }),
  expired: (claims) => ({ ...claims, exp: 1_700_000_000, iat: 1_699_990_000 }),
  'other audience': (claims) => ({ ...claims, aud: 'https://other.example.com' }),
  'bad signature': (claims) => claims
}

/** Their names. */
export const BAD_TOKENS = Object.keys(CHANGES)

/**
 * Makes tokens that are all different and all bad: their signatures are random.
 *
 * @param {string} good A good token.
 * @param {string} kind One of `BAD_TOKENS`.
 * @param {number} count How many.
 * @returns {string[]} The tokens.
 */
export function makeBadTokens(good, kind, count) {
  const [header = '', payload = '', signature = ''] = good.split('.')
  const change = CHANGES[kind]
  if (change === undefined) throw new Error(`there is no bad token "${kind}"`)
  /** @type {Record<string, unknown>} */
  const claims = parseJson(Buffer.from(payload, 'base64url').toString())
  const changed = change(claims)
  const bytes = Buffer.from(signature, 'base64url').length
  return Array.from({ length: count }, () => {
    const content = Buffer.from(JSON.stringify({ ...changed, jti: randomUUID() })).toString('base64url')
    // An RSA signature is a number below the modulus: with a zero in front, OpenSSL does all the work.
    const random = randomBytes(bytes).fill(0, 0, 1)
    return `${header}.${content}.${random.toString('base64url')}`
  })
}
