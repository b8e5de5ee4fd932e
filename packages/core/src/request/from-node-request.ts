import type { NodeRequest, ResourceHeaders, ResourceRequest } from './resource-request.ts'

const NAME = 'authorization'

/**
 * Makes a `ResourceRequest` of a request to a Node HTTP server, an upgrade request included.
 *
 * Node keeps only the first of several `Authorization` lines in `headers`; the raw lines are read, so that a
 * second one is seen (RFC 6750 section 3.1). Nothing else of the request is judged or copied.
 *
 * @param request A Node `IncomingMessage`, or anything with the same members.
 * @param body The parsed form body, where the token location `'body'` is in use.
 * @returns The request as the core reads it.
 */
export function fromNodeRequest(request: NodeRequest, body?: unknown): ResourceRequest {
  const headers = countLines(request.rawHeaders) > 1 ? withAllLines(request) : request.headers
  return { method: request.method ?? '', url: request.url ?? '', headers, body }
}

function countLines(rawHeaders: readonly string[]): number {
  let lines = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name !== undefined && name.length === NAME.length && name.toLowerCase() === NAME) lines += 1
  }
  return lines
}

function withAllLines(request: NodeRequest): ResourceHeaders {
  const values = request.rawHeaders.filter(
    (_, index) => index % 2 === 1 && request.rawHeaders[index - 1]?.toLowerCase() === NAME
  )
  return { ...request.headers, [NAME]: values }
}
