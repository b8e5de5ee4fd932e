import { once } from 'node:events'
import { createServer } from 'node:http'

/**
 * Publishes metadata and keys of authorization servers on the loopback interface, each below a path of its
 * own, wherever the libraries look for them.
 *
 * @typedef {{
 *   issuerAt: (path: string) => string
 *   publish: (path: string, keys: readonly object[]) => void
 *   close: () => void
 * }} IssuerServer
 */

/** The places of JWK Sets: in the metadata, by convention, and at Okta. */
const KEYS = /^(?<path>.*)\/(jwks|\.well-known\/jwks\.json|v1\/keys)$/
/** The places of metadata: OpenID Connect Discovery, and RFC 8414 with the path behind. */
const METADATA = [
  /^(?<path>.*)\/\.well-known\/(openid-configuration|oauth-authorization-server)$/,
  /^\/\.well-known\/(openid-configuration|oauth-authorization-server)(?<path>\/.*)$/
]

/**
 * Starts the server.
 *
 * @returns {Promise<IssuerServer>} The server.
 */
export async function startIssuerServer() {
  /** @type {Map<string, readonly object[]>} */
  const published = new Map()
  const server = createServer((request, response) => {
    const document = findDocument(request.url ?? '')
    response.statusCode = document === undefined ? 404 : 200
    response.setHeader('content-type', 'application/json')
    response.setHeader('cache-control', 'max-age=86400')
    response.end(JSON.stringify(document ?? {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the issuer server has no port')
  const issuerAt = (/** @type {string} */ path) => `http://127.0.0.1:${address.port}${path}`

  /** @param {string} url */
  function findDocument(url) {
    const ofKeys = KEYS.exec(url)?.groups?.['path']
    const keys = ofKeys === undefined ? undefined : published.get(ofKeys)
    if (keys !== undefined) return { keys }
    const ofMetadata = METADATA.map((pattern) => pattern.exec(url)?.groups?.['path'])
    const path = ofMetadata.find((each) => each !== undefined && published.has(each))
    return path === undefined ? undefined : { issuer: issuerAt(path), jwks_uri: `${issuerAt(path)}/jwks` }
  }

  return {
    issuerAt,
    publish: (path, keys) => void published.set(path, keys),
    close() {
      server.closeAllConnections()
      server.close()
    }
  }
}
