import type { NodeRequest, ResourceHeaders, ResourceRequest } from './resource-request.ts'

const NAME = 'authorization'

/**
 * Makes a `ResourceRequest` of a request to a Node HTTP server, an upgrade request included.
 *
 * Node keeps only the first of several `Authorization` lines in `headers`; the raw lines are read, so that a
 * second one is seen (RFC 6750 section 3.1). Nothing else of the request is judged.
 *
 * @param request A Node `IncomingMessage`, or anything with the same members.
 * @param body The parsed form body, where the token location `'body'` is in use; by default the member `body`
 *   of the request, where body parsers put it.
 * @returns The request as the core reads it: itself, where Node has shown all of it.
 */
export function fromNodeRequest(request: NodeRequest, body?: unknown): ResourceRequest {
  const { rawHeaders = [] } = request
  const isRepeated = countLines(rawHeaders) > 1
  // Not copied: in Express, to look at a member of a request can cost more than to recognise a token.
  if (!isRepeated && body === undefined) return request
  const { method, url, headers } = request
  return {
    method,
    url,
    headers: isRepeated ? withAllLines(headers, rawHeaders) : headers,
    body: body === undefined ? request.body : body
  }
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
