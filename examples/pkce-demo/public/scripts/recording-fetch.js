/**
 * One request and its answer as they went over the network, for display.
 *
 * @typedef {object} Exchange
 * @property {string} url
 * @property {[string, string][]} parameters Of the request's body.
 * @property {string | undefined} proof The header `DPoP`.
 * @property {number} status
 * @property {Record<string, unknown>} body
 */

/** A `fetch` for forms that keeps what passes through it. */
export function recordingFetch() {
  /** @type {Exchange} */
  const exchange = { url: '', parameters: [], proof: undefined, status: 0, body: {} }

  /**
   * @param {string} url
   * @param {Omit<RequestInit, 'body'> & { body: URLSearchParams }} init
   */
  async function fetchAndRecord(url, init) {
    exchange.url = url
    exchange.parameters = [...init.body.entries()]
    exchange.proof = new Headers(init.headers).get('DPoP') ?? undefined
    const response = await fetch(url, init)
    exchange.status = response.status
    exchange.body = await readObject(response.clone())
    return response
  }

  return { exchange, fetch: fetchAndRecord }
}

/**
 * @param {Response} response
 * @returns {Promise<Record<string, unknown>>} Empty if the body is not JSON; oauth4webapi reports that.
 */
async function readObject(response) {
  try {
    return /** @type {Record<string, unknown>} */ (await response.json())
  } catch {
    return {}
  }
}
