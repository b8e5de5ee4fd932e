import { present } from './presentations.js'

/**
 * @import {
 *   Credentials,
 *   Presentation,
 *   Send
 * } from './presentations.js'
 */

/**
 * @typedef {object} Route
 * @property {'GET' | 'POST'} method
 * @property {string} path
 * @property {string} demand What the route requires, in words.
 *
 * @typedef {object} ApiAnswer
 * @property {string} url
 * @property {number} status
 * @property {string} statusText
 * @property {string | null} challenge The header `WWW-Authenticate`.
 * @property {string} body
 * @property {string | null} serverLog The line that the API logged about a refusal.
 * @property {boolean} afterNonce Whether the API first required a nonce, so that the page called again.
 * @property {string} curl The request for a terminal.
 */

/** @type {Route[]} */
export const ROUTES = [
  { method: 'GET', path: '/public', demand: 'public' },
  { method: 'GET', path: '/me', demand: 'any valid token' },
  { method: 'GET', path: '/orders', demand: 'orders:read' },
  { method: 'POST', path: '/orders', demand: 'orders:write' }
]

/**
 * Calls a route of an API and reads the whole answer. If the call takes several requests, that of the last.
 *
 * @param {string} origin
 * @param {Route} route
 * @param {{ presentation: Presentation; credentials: Credentials | undefined }} how
 * @returns {Promise<ApiAnswer>}
 */
export async function callApi(origin, { method, path }, { presentation, credentials }) {
  const url = `${origin}${path}`
  /** @type {{ call: string; headers: Record<string, string>; response: Response }[]} */
  const sent = []

  /** @type {Send} */
  async function send(address, { headers }) {
    const call = crypto.randomUUID()
    // Only the demo needs one more header: it finds the line of the log by it.
    const allHeaders = { ...headers, 'X-Demo-Call': call }
    const response = await fetch(address, { method, headers: allHeaders, cache: 'no-store' })
    sent.push({ call, headers: { ...headers }, response: response.clone() })
    return response
  }

  await present({ url, method, send }, presentation, credentials)
  const last = sent.at(-1)
  if (last === undefined) throw new Error('Nothing was sent.')
  const { response } = last
  return {
    url,
    status: response.status,
    statusText: response.statusText,
    // A script can read this only because the API exposes it (CORS, Access-Control-Expose-Headers).
    challenge: response.headers.get('WWW-Authenticate'),
    body: await response.text(),
    serverLog: response.ok ? null : await fetchServerLog(last.call),
    afterNonce: sent.slice(0, -1).some((earlier) => isNonceRequired(earlier.response)),
    curl: asCurl(url, method, last.headers)
  }
}

/** @param {Response} response */
function isNonceRequired({ headers }) {
  return headers.get('WWW-Authenticate')?.includes('use_dpop_nonce') ?? false
}

/**
 * @param {string} call
 * @returns {Promise<string | null>}
 */
async function fetchServerLog(call) {
  const response = await fetch(`/server-log/${call}`)
  const { line } = /** @type {{ line: string | null }} */ (await response.json())
  return line
}

/**
 * @param {string} url
 * @param {string} method
 * @param {Record<string, string>} headers
 */
function asCurl(url, method, headers) {
  const verb = method === 'GET' ? '' : ` -X ${method}`
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    ['authorization', 'dpop'].includes(name.toLowerCase()) ? [` -H '${name}: ${value}'`] : []
  )
  return `curl -i${verb} ${url}${lines.join('')}`
}
