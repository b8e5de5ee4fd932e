import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NoTokenError } from '../discovery/no-token-error.ts'
import { failureCodeOf } from '../http/failure-kind.ts'
import { parseUrl } from '../http/urls.ts'

/** A server on this machine that waits for an authorization response. */
export interface ResponseListener {
  readonly redirectUri: string
  /** The address that the browser was sent to, with the response. */
  readonly response: Promise<URL>
  close(): void
}

const PATH = '/callback'

/**
 * Listens on 127.0.0.1 for the authorization response of a native app (RFC 8252 section 7.3). Requests
 * without the right `state` are refused, and it keeps waiting.
 *
 * @param port 0 has the system choose one.
 * @param state The state of the authorization request.
 * @throws {NoTokenError} If the port is taken.
 */
export async function listenForResponse(port: number, state: string): Promise<ResponseListener> {
  let origin = ''
  let resolve: (url: URL) => void
  const response = new Promise<URL>((received) => {
    resolve = received
  })
  const server = createServer((request, answer) => {
    // Concatenated: a target such as // is not relative to the origin.
    const url = parseUrl(`${origin}${request.url}`)
    if (request.method !== 'GET' || url?.pathname !== PATH) return send(answer, 404, 'There is nothing here.')
    if (url.searchParams.get('state') !== state)
      return send(answer, 400, 'This is not an answer to this sign-in.')
    send(answer, 200, url.searchParams.has('error') ? FAILED : DONE)
    resolve(url)
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', (error) =>
      failed(new NoTokenError(`cannot listen on port ${port} (${failureCodeOf(error)})`))
    )
    server.listen(port, '127.0.0.1', listening)
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    redirectUri: `${origin}${PATH}`,
    response,
    close() {
      server.close()
      // Browsers open connections in advance, which send nothing and would keep the process alive.
      server.closeAllConnections()
    }
  }
}

const DONE = 'You can close this window and return to the terminal.'
const FAILED = 'The sign-in failed. The terminal says why.'

/** The address of the page has the authorization code, so the page loads nothing and is not kept. */
function send(answer: ServerResponse, status: number, text: string): void {
  answer.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    Connection: 'close'
  })
  answer.end(`<!doctype html><html lang="en"><title>portcullis</title><p>${text}</p></html>`)
}
