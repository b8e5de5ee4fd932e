import { request } from 'node:https'

/** @import {Identity} from '../machine/certificates.mjs' */
/**
 * @typedef {(
 *   url: string,
 *   init?: {
 *     method?: string
 *     headers?: Record<string, string>
 *     body?: unknown
 *   }
 * ) => Promise<Response>} Fetch
 */

/**
 * Creates a `fetch` over TLS with the certificate of a client: Node's own cannot present one. Each request
 * has a connection of its own.
 *
 * @param {string} ca The authority of the server's certificate, PEM.
 * @param {Partial<Identity>} [identity] The client's; without it the client presents no certificate.
 * @returns {Fetch} It sends forms and reads text.
 */
export function fetchWithCertificate(ca, identity = {}) {
  return (url, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      // Else Node checks the certificate of the server against a forged Host header.
      const tls = { ca, ...identity, servername: '' }
      const sent = request(url, { method, headers, ...tls, agent: false }, (answer) => {
        /** @type {Buffer[]} */
        const chunks = []
        answer.on('error', reject)
        answer.on('data', (/** @type {Buffer} */ chunk) => chunks.push(chunk))
        answer.on('end', () => {
          const { statusCode: status = 0, headersDistinct } = answer
          const lines = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
            values.map((value) => /** @type {[string, string]} */ ([name, value]))
          )
          resolve(new Response(Buffer.concat(chunks), { status, headers: lines }))
        })
      })
      sent.on('error', reject)
      sent.end(body instanceof URLSearchParams ? body.toString() : undefined)
    })
}
