import { randomUUID } from 'node:crypto'

const LIFE_SECONDS = 900
const POOL = 200

/** @typedef {'known' | 'fresh' | 'removed' | 'random' | 'forged' | 'expired' | 'wrongAudience' | 'none'} TokenKind */

/**
 * A token, and what is known about it.
 *
 * @typedef {object} Presented
 * @property {TokenKind} kind
 * @property {string | undefined} token
 * @property {string | undefined} kid Of the key that decides about it; undefined where it is refused for
 *   another reason, or no key has signed it that was ever published.
 * @property {string} subject
 * @property {number} expiresAt In monotonic seconds.
 */

/**
 * Issues tokens, good ones and bad ones, and keeps some to present them again.
 *
 * @param {object} parts
 * @param {import('@portcullis/testing').TestIssuer} parts.issuer
 * @param {import('./judge.mjs').IssuerHistory} parts.history
 * @param {() => number} parts.now In monotonic seconds.
 * @param {import('./random.mjs').Draw} parts.draw
 */
export function createTokens({ issuer, history, now, draw }) {
  /** @type {Presented[]} */
  const pool = []

  /** @param {TokenKind} kind @param {object} [change] @returns {Promise<Presented>} */
  async function issue(kind, change = {}) {
    const subject = randomUUID()
    const published = issuer.publicKeys().map(({ kid = '' }) => kid)
    const kid = (draw.happens(0.6) ? published[0] : draw.oneOf(published)) ?? ''
    const claims = {
      sub: subject,
      ...(kind === 'wrongAudience' ? { aud: 'https://other.example.test' } : {})
    }
    const token = await issuer.issue({ key: kid, claims, expiresInSeconds: LIFE_SECONDS, ...change })
    return { kind, token, kid: kind === 'fresh' ? kid : undefined, subject, expiresAt: now() + LIFE_SECONDS }
  }

  /** @param {boolean} isRemoved */
  const again = (isRemoved) =>
    draw.oneOf(
      pool.filter(
        ({ kid, expiresAt }) =>
          kid !== undefined && expiresAt > now() + 60 && history.keyOf(kid).removedAt < Infinity === isRemoved
      )
    )

  /** @param {TokenKind} kind @param {string | undefined} token @returns {Presented} */
  const bad = (kind, token) => ({ kind, token, kid: undefined, subject: '', expiresAt: 0 })

  return {
    /** @param {TokenKind} kind @returns {Promise<Presented>} */
    async choose(kind) {
      switch (kind) {
        case 'none':
          return bad(kind, undefined)
        case 'random':
          return bad(kind, await issuer.issueBad('unknownKid'))
        case 'forged':
          return bad(kind, await issuer.issueBad('tampered'))
        case 'expired':
          return issue(kind, { expiresInSeconds: -120 })
        case 'wrongAudience':
          return issue(kind)
        default:
          return (kind === 'fresh' ? undefined : again(kind === 'removed')) ?? issue('fresh')
      }
    },

    /** @param {Presented} presented */
    keep(presented) {
      pool.push(presented)
      if (pool.length > POOL) pool.shift()
    }
  }
}
