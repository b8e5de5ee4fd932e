import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The answer of one address: a JSON value, or a function that answers. */
export type Route =
  Readonly<Record<string, unknown>> | ((request: IncomingMessage, response: ServerResponse) => void)

/** A server on loopback whose routes a test can change. */
export interface TestServer extends AsyncDisposable {
  readonly origin: string
  readonly routes: Map<string, Route>
  readonly requests: { readonly method: string; readonly path: string; readonly headers: readonly string[] }[]
}

/** Starts a server on an ephemeral port; it answers 404 without a route. */
export async function startServer(routes: Record<string, Route> = {}): Promise<TestServer> {
  const table = new Map(Object.entries(routes))
  const requests: TestServer['requests'] = []
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    requests.push({ method: request.method ?? '', path, headers: request.rawHeaders })
    const route = table.get(`${request.method} ${path}`) ?? table.get(path)
    if (typeof route === 'function') route(request, response)
    else sendJson(response, route === undefined ? 404 : 200, route ?? { error: 'not_found' })
  })
  await listen(server)
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    routes: table,
    requests,
    [Symbol.asyncDispose]: async () => {
      await close(server)
    }
  }
}

/** Answers JSON with some headers. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {}
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

/** Answers an HTML page. */
export function sendPage(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html' })
  response.end('<!doctype html><title>Sign in</title>')
}

/** A public RSA key as a JWK. */
export function rsaKey(kid: string, bits = 2048): Record<string, unknown> {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }
}

/** A public EC key as a JWK. */
export function ecKey(kid: string, curve = 'P-256', alg = 'ES256'): Record<string, unknown> {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: curve })
  return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg }
}

/** An EC key as a JWK, with its private member. */
export function privateEcKey(kid: string): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' }
}

/** Metadata of a correct server. */
export function goodDocument(origin: string, issuer = origin): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    revocation_endpoint: `${origin}/revoke`,
    jwks_uri: `${origin}/keys`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
    authorization_response_iss_parameter_supported: true,
    id_token_signing_alg_values_supported: ['ES256']
  }
}

/** Path of the metadata of an issuer without a path. */
export const METADATA_PATH = '/.well-known/oauth-authorization-server'

/** Starts a correct authorization server, with the changes of a test. */
export async function startAuthorizationServer(
  change: (document: Record<string, unknown>, origin: string) => Record<string, unknown> = (document) =>
    document
): Promise<TestServer> {
  const server = await startServer()
  server.routes.set(METADATA_PATH, change(goodDocument(server.origin), server.origin))
  server.routes.set('/keys', { keys: [ecKey('one')] })
  return server
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => {
    server.close(resolve)
  })
}
