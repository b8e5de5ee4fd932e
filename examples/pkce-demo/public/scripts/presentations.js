import * as oauth from 'oauth4webapi'
import { withNonce } from './nonce-retry.js'

/**
 * How a call presents its token: as its owner does, or as a thief does.
 *
 * @typedef {'own' | 'stolen' | 'other-key' | 'replay'} Presentation
 */

/** @typedef {(url: string, init: { method: string; headers: Record<string, string> }) => Promise<Response>} Send */

/**
 * @typedef {object} CallTarget
 * @property {string} url
 * @property {string} method
 * @property {Send} send Sends each request of the call.
 */

/**
 * @typedef {object} Credentials
 * @property {string} accessToken
 * @property {oauth.DPoPHandle | undefined} dpop The key of the page; undefined for bearer tokens.
 */

/** @typedef {(target: CallTarget, credentials: Credentials) => Promise<void>} Present */

/** @type {Record<Presentation, Present>} */
const PRESENTATIONS = { own: request, stolen: requestWithoutKey, 'other-key': requestWithOtherKey, replay }

/**
 * Calls an API. The caller sees what went over the network by its `send`.
 *
 * @param {CallTarget} target
 * @param {Presentation} presentation
 * @param {Credentials | undefined} credentials
 */
export async function present(target, presentation, credentials) {
  if (credentials === undefined) await target.send(target.url, { method: target.method, headers: {} })
  else await PRESENTATIONS[presentation](target, credentials)
}

/** @type {Present} */
async function request({ url, method, send }, { accessToken, dpop }) {
  const options = {
    ...(dpop === undefined ? {} : { DPoP: dpop }),
    [oauth.customFetch]: send,
    // The APIs are on this machine.
    [oauth.allowInsecureRequests]: true
  }
  try {
    await withNonce(() =>
      oauth.protectedResourceRequest(accessToken, method, new URL(url), undefined, undefined, options)
    )
  } catch (error) {
    // A refusal is an answer, too.
    if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw error
  }
}

/** @type {Present} */
async function requestWithoutKey(target, { accessToken }) {
  await request(target, { accessToken, dpop: undefined })
}

/** @type {Present} */
async function requestWithOtherKey(target, { accessToken }) {
  await request(target, { accessToken, dpop: oauth.DPoP({}, await oauth.generateKeyPair('ES256')) })
}

/** @type {Present} */
async function replay(target, credentials) {
  /** @type {Parameters<Send>[]} */
  const overheard = []
  /** @type {Send} */
  async function send(...sent) {
    overheard.push(sent)
    return target.send(...sent)
  }
  await request({ ...target, send }, credentials)
  for (const sent of overheard.slice(-1)) await target.send(...sent)
}
