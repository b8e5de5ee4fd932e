import type { FetchHeaders, FetchRequest, ResourceHeaders, ResourceRequest } from './resource-request.ts'

/** By the request that was given: the proof of a request counts once, however often it is authenticated. */
const plainRequests = new WeakMap<FetchRequest, ResourceRequest>()

/**
 * Returns a request whose headers are an object with lower-case names. A `Headers` object joins the lines of
 * a header with commas, which no access token contains: repeated credentials are malformed.
 *
 * @param request A request; that of the Fetch API, too.
 * @returns The same request, unless its headers are a `Headers` object.
 */
export function withPlainHeaders(request: ResourceRequest | FetchRequest): ResourceRequest {
  if (!isFetchRequest(request)) return request
  const known = plainRequests.get(request)
  if (known !== undefined) return known
  const plain = toPlain(request)
  plainRequests.set(request, plain)
  return plain
}

/** A header with the name "get" is a string, and never a function. */
function isFetchRequest(request: ResourceRequest | FetchRequest): request is FetchRequest {
  return typeof request.headers.get === 'function'
}

/** Reads the members each time: middleware can change them between two calls. */
function toPlain(request: FetchRequest): ResourceRequest {
  return {
    get method() {
      return request.method
    },
    get url() {
      return request.url
    },
    get target() {
      return request.target ?? targetOf(request.url)
    },
    get headers() {
      return linesOf(request.headers)
    },
    get clientCertificate() {
      return request.clientCertificate
    },
    get remoteAddress() {
      return request.remoteAddress
    },
    get body() {
      return request.body
    }
  }
}

/** The URL of a `Request` is absolute, and the target of a request is not. */
function targetOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return url
  const { pathname, search } = new URL(url)
  return pathname + search
}

function linesOf(headers: FetchHeaders): ResourceHeaders {
  const lines: [string, string][] = []
  headers.forEach((value, name) => lines.push([name, value]))
  return Object.fromEntries(lines)
}
