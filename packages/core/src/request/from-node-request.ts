import { readTarget } from './connection-facts.ts'
import type { NodeRequest, ResourceHeaders, ResourceRequest } from './resource-request.ts'

const NAME = 'authorization'

/**
 * Creates a `ResourceRequest` from a request to a Node HTTP server, including upgrade requests.
 *
 * Node keeps only the first of several `Authorization` lines in `headers`, so this reads the raw headers and
 * passes on all of them (RFC 6750 section 3.1). Checks nothing else.
 *
 * @example
 *
 * ```ts
 * import { createServer } from 'node:http'
 * import { createProtectedResource, fromNodeRequest } from '@portcullis/core'
 *
 * const api = createProtectedResource({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 *
 * const server = createServer((request, response) => {
 *   api.authenticate(fromNodeRequest(request)).then(
 *     ({ subject }) => response.end(subject),
 *     () => response.writeHead(401).end()
 *   )
 * })
 * ```
 *
 * @param request A Node `IncomingMessage`, or anything with the same members.
 * @param body The parsed form body, for the token location `'body'`; by default the member `body` of the
 *   request, which body parsers set.
 * @returns The same request, unless its headers or its body have to change.
 */
export function fromNodeRequest(request: NodeRequest, body?: unknown): ResourceRequest {
  const { rawHeaders = [] } = request
  const isRepeated = countLines(rawHeaders) > 1
  // Not copied: in Express, reading a member of a request can take longer than finding a cached token.
  if (!isRepeated && body === undefined) return request
  const { method, url, headers } = request
  return {
    ...connectionOf(request),
    method,
    url,
    target: readTarget(request),
    headers: isRepeated ? withAllLines(headers, rawHeaders) : headers,
    body: body === undefined ? request.body : body
  }
}

/** For the client certificate and the address of the other end, which are read only if needed. */
function connectionOf(request: NodeRequest): { readonly socket?: unknown } {
  return 'socket' in request ? { socket: request.socket } : {}
}

function countLines(rawHeaders: readonly string[]): number {
  let lines = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name !== undefined && name.length === NAME.length && name.toLowerCase() === NAME) lines += 1
  }
  return lines
}

function withAllLines(headers: ResourceHeaders, rawHeaders: readonly string[]): ResourceHeaders {
  const values = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === NAME
  )
  return { ...headers, [NAME]: values }
}
