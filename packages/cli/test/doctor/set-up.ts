import type { ServerResponse } from 'node:http'
import { startAuthorizationServer, type TestServer } from '../authorization-server.ts'

/** An authorization server with a fault, and the expected result of the doctor. */
export interface BrokenSetUp {
  readonly name: string
  readonly start: () => Promise<TestServer>
  /** issuer to pass to the doctor. Default: the origin of the server */
  readonly issuer?: (origin: string) => string
  readonly id: string
  readonly ends: string
  /** part of the report, spaces folded */
  readonly says: RegExp
  readonly exitCode: 0 | 2
}

/** Starts a server that publishes these keys. */
export async function startWithKeys(...keys: readonly object[]): Promise<TestServer> {
  const server = await startAuthorizationServer()
  server.routes.set('/keys', { keys })
  return server
}

/** Starts a server whose metadata differs in some members. */
export async function startWith(members: Record<string, unknown>): Promise<TestServer> {
  return await startAuthorizationServer((document) => ({ ...document, ...members }))
}

/** Starts a server with one address that answers by function. */
export async function startWithRoute(
  path: string,
  route: (response: ServerResponse) => void
): Promise<TestServer> {
  const server = await startAuthorizationServer()
  server.routes.set(path, (_, response) => route(response))
  return server
}

/** Answers with a redirect. */
export function redirect(location: string): (response: ServerResponse) => void {
  return (response: ServerResponse) => {
    response.writeHead(302, { location }).end()
  }
}
