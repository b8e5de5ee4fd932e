import * as oauth from 'oauth4webapi'
import { insecureRequests } from './token-requests.js'

/** @import {PageConfig} from '../../src/web-server.mjs' */

/**
 * @typedef {object} SentRequest
 * @property {string} url
 * @property {Record<string, string>} headers Token and proof included.
 *
 * @typedef {object} BoundToken
 * @property {PageConfig} config
 * @property {string} accessToken
 * @property {CryptoKeyPair} keyPair
 */

/**
 * Calls the route for bound tokens with a proof of a key.
 *
 * @param {BoundToken} token
 * @param {CryptoKeyPair} keyPair The token's own, or another.
 * @returns {Promise<{ request: SentRequest; response: Response }>} What went over the network.
 */
export async function callWithProof({ config, accessToken }, keyPair) {
  /** @type {{ request: SentRequest; response: Response } | undefined} */
  let sent
  const options = {
    DPoP: oauth.DPoP({}, keyPair),
    [oauth.customFetch]: recording((found) => {
      sent = found
    }),
    ...insecureRequests(config)
  }
  const url = new URL(routeOf(config))
  try {
    await oauth.protectedResourceRequest(accessToken, 'GET', url, undefined, undefined, options)
  } catch (error) {
    // A refusal; the answer is shown as it is.
    if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw error
  }
  if (sent === undefined) throw new Error('Nothing was sent.')
  return sent
}

/**
 * Sends a request whatever it has for headers: what a thief can do.
 *
 * @param {SentRequest} request
 */
export async function send({ url, headers }) {
  return fetch(url, { headers, cache: 'no-store' })
}

/**
 * The route that accepts bound tokens only.
 *
 * @param {PageConfig} config
 */
export function routeOf({ apis }) {
  const express = apis.find(({ name }) => name === 'Express')
  return `${express?.origin ?? ''}/bound/orders`
}

/**
 * @param {(sent: { request: SentRequest; response: Response }) => void} record
 * @returns {(url: string, init: { headers: Record<string, string>; method?: string }) => Promise<Response>}
 */
function recording(record) {
  return async (url, { headers, method = 'GET' }) => {
    const response = await fetch(url, { headers, method, cache: 'no-store' })
    record({ request: { url, headers: { ...headers } }, response: response.clone() })
    return response
  }
}
