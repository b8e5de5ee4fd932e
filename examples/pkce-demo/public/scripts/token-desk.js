import { NARROWINGS } from './token-kinds.js'
import { unverifiedExpiry } from './unverified-token.js'

/** @import {PageConfig} from '../../src/web-server.mjs' */
/** @import {Exchange} from './recording-fetch.js' */
/** @import {TokenName} from './token-kinds.js' */
/**
 * @import {
 *   createTokenRequests,
 *   TokenAnswer
 * } from './token-requests.js'
 */

/**
 * @typedef {object} HeldToken
 * @property {string} accessToken
 * @property {Exchange | undefined} exchange The token request, unless it is the one of step 4.
 */

// An access token that expires soon could expire before it reaches the API.
const SPARE_SECONDS = 5

/**
 * Gets the tokens for the calls. All of them are real: the authorization server issued them, and the page
 * changes nothing.
 *
 * @param {{ config: PageConfig; requests: ReturnType<typeof createTokenRequests>; first: TokenAnswer }} signedIn
 * @param {(message: string) => void} announce Gets what the user is waiting for.
 */
export function createTokenDesk({ config, requests, first }, announce) {
  let { refreshToken } = first
  /** @type {Map<TokenName, TokenAnswer>} */
  const held = new Map([['full', first]])
  /** @type {Promise<unknown>} */
  let lastTurn = Promise.resolve()

  /** @param {TokenName} name */
  async function request(name) {
    if (refreshToken === undefined) throw new Error('The authorization server issued no refresh token.')
    const answer = await requests.withRefreshToken(refreshToken, NARROWINGS[name](config))
    refreshToken = answer.refreshToken ?? refreshToken
    held.set(name, answer)
    return answer
  }

  /**
   * @param {TokenName} name
   * @returns {Promise<HeldToken>}
   */
  async function take(name) {
    const earlier = held.get(name)
    const usable =
      earlier !== undefined && (name === 'expired' || remainingSeconds(earlier.accessToken) > SPARE_SECONDS)
    const answer = usable ? earlier : await request(name)
    if (name === 'expired') await waitForExpiry(answer.accessToken, announce)
    return { accessToken: answer.accessToken, exchange: answer === first ? undefined : answer.exchange }
  }

  return {
    /**
     * One after the other: each refresh token is valid once, and its answer contains the next.
     *
     * @param {TokenName} name
     * @returns {Promise<HeldToken>}
     */
    take: (name) => {
      const turn = lastTurn.then(() => take(name))
      lastTurn = turn.catch(() => undefined)
      return turn
    }
  }
}

/**
 * @param {string} accessToken
 * @param {(message: string) => void} announce
 */
async function waitForExpiry(accessToken, announce) {
  const seconds = remainingSeconds(accessToken)
  // `exp` has no fractions: in the second it names, the token has expired.
  if (seconds <= 0) return
  announce('Waiting until the token has expired …')
  await new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000 + 250)
  })
}

/**
 * @param {string} accessToken
 * @returns {number} Infinite for a token without an expiry.
 */
function remainingSeconds(accessToken) {
  return (unverifiedExpiry(accessToken) ?? Infinity) - Date.now() / 1000
}
