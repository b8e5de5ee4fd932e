import { randomUUID } from 'node:crypto'

/** @typedef {import('./signer.mjs').Signer} Signer */

/**
 * What tokens are made of: `bytes` is their length.
 *
 * @typedef {{ issuer: string; audience: string; bytes: number }} TokenPlan
 */

/** Of an access token as authorization servers issue them (RS256). */
export const USUAL_BYTES = 957

/** How many signatures are under way at a time. */
const AT_A_TIME = 64

/**
 * Makes tokens that differ in subject and id.
 *
 * @param {Signer} signer Who signs.
 * @param {number} count How many.
 * @param {TokenPlan} plan What they are made of.
 * @returns {Promise<string[]>} The tokens.
 */
export async function makeTokens(signer, count, plan) {
  const filler = await findFiller(signer, plan)
  /** @type {string[]} */
  const tokens = []
  while (tokens.length < count) {
    const length = Math.min(AT_A_TIME, count - tokens.length)
    const first = tokens.length
    tokens.push(
      ...(await Promise.all(
        Array.from({ length }, async (_, index) => signer.sign(claimsOf(plan, first + index, filler)))
      ))
    )
  }
  return tokens
}

/**
 * Makes the claims of one token.
 *
 * @param {TokenPlan} plan What it is made of.
 * @param {number} index Which user.
 * @param {string} filler Makes it as long as it is to be.
 * @returns {Record<string, unknown>} The claims.
 */
export function claimsOf({ issuer, audience }, index, filler) {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: issuer,
    aud: audience,
    sub: `user|${String(index).padStart(9, '0')}`,
    client_id: 'mobile-app',
    iat: now,
    exp: now + 24 * 60 * 60,
    jti: randomUUID(),
    scope: 'openid read:messages write:messages',
    ...(filler === '' ? {} : { org: filler })
  }
}

/**
 * Finds what makes a token as long as it is to be: base64url grows by four characters for three bytes.
 *
 * @param {Signer} signer
 * @param {TokenPlan} plan
 */
async function findFiller(signer, plan) {
  const { length } = await signer.sign(claimsOf(plan, 0, ''))
  const missing = Math.floor(((plan.bytes - length) * 3) / 4) - ',"org":""'.length
  return 'x'.repeat(Math.max(0, missing))
}
