import { request } from 'node:http'

/** @typedef {{ status: number; headers: import('node:http').IncomingHttpHeaders; body: string }} Answer */

/** @typedef {{ answer: Answer; path: string; token: string | undefined; subject: string }} Exchange */

/**
 * Makes one request.
 *
 * @param {import('node:http').Agent} agent
 * @param {{ port: number; path: string; token: string | undefined }} target
 * @returns {Promise<Answer>}
 */
export function call(agent, { port, path, token }) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, path, headers }, (response) => {
      /** @type {string[]} */
      const pieces = []
      response.setEncoding('utf8').on('data', (text) => pieces.push(String(text)))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: pieces.join('') })
      )
    })
    sent.on('error', reject).end()
  })
}

/** @type {Readonly<Record<number, (exchange: Exchange) => string | undefined>>} */
const FAULTS = {
  200: ({ answer, path, subject }) => {
    if (path !== '/me') return 'the guard was passed without the scope'
    return answer.body === JSON.stringify({ subject }) ? undefined : 'the subject of another token'
  },
  401: ({ answer, token }) => {
    const challenge = answer.headers['www-authenticate'] ?? ''
    if (token === undefined) return challenge.includes('error') ? 'an error without credentials' : undefined
    return challenge.includes('error="invalid_token"') ? undefined : 'no challenge'
  },
  403: ({ answer, path }) => {
    const isRight = path === '/messages' && answer.headers['www-authenticate']?.includes('insufficient_scope')
    return isRight ? undefined : 'no reason to refuse'
  },
  503: ({ answer: { headers } }) => {
    const isRight = headers['www-authenticate'] === undefined && Number(headers['retry-after']) >= 1
    return isRight ? undefined : 'no time to come back, or a challenge'
  }
}

/**
 * Tells what is wrong with an answer beside its status.
 *
 * @param {Exchange} exchange
 * @returns {string | undefined}
 */
export function faultOf(exchange) {
  const check = FAULTS[exchange.answer.status]
  return check === undefined ? 'a status that is never right' : check(exchange)
}
