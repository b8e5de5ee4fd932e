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
 */

/** @type {Route[]} */
export const ROUTES = [
  { method: 'GET', path: '/public', demand: 'public' },
  { method: 'GET', path: '/me', demand: 'any valid token' },
  { method: 'GET', path: '/orders', demand: 'orders:read' },
  { method: 'POST', path: '/orders', demand: 'orders:write' }
]

/**
 * Calls a route of an API and reads the whole answer.
 *
 * @param {string} origin
 * @param {Route} route
 * @param {string | undefined} accessToken
 * @returns {Promise<ApiAnswer>}
 */
export async function callApi(origin, { method, path }, accessToken) {
  const url = `${origin}${path}`
  const call = crypto.randomUUID()
  const authorization = accessToken === undefined ? {} : { Authorization: `Bearer ${accessToken}` }
  // Only the demo needs the second header: it finds the line of the log by it.
  const headers = { ...authorization, 'X-Demo-Call': call }
  const response = await fetch(url, { method, headers, cache: 'no-store' })
  return {
    url,
    status: response.status,
    statusText: response.statusText,
    // A script can read this only because the API exposes it (CORS, Access-Control-Expose-Headers).
    challenge: response.headers.get('WWW-Authenticate'),
    body: await response.text(),
    serverLog: response.ok ? null : await fetchServerLog(call)
  }
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
 * The same call for a terminal.
 *
 * @param {string} origin
 * @param {Route} route
 * @param {string | undefined} accessToken
 */
export function asCurl(origin, { method, path }, accessToken) {
  const verb = method === 'GET' ? '' : ` -X ${method}`
  const authorization = accessToken === undefined ? '' : ` -H 'Authorization: Bearer ${accessToken}'`
  return `curl -i${verb} ${origin}${path}${authorization}`
}
