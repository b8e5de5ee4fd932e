/**
 * Header values by lower-case name. A header on several lines is an array with one member per line, as in
 * Node's `headersDistinct`: two `Authorization` lines must count as two (RFC 9449 section 7.2).
 */
export interface ResourceHeaders {
  readonly [name: string]: string | readonly string[] | undefined
}

/**
 * A request to the protected resource, in the shape that every adapter builds. Members are read only if
 * needed: `method`, `url` and `body` can be getters.
 */
export interface ResourceRequest {
  /** HTTP method as sent, case-sensitive (RFC 9110 section 9.1). */
  readonly method?: string | undefined
  /** Request target as sent. The query is never searched for a token. */
  readonly url?: string | undefined
  /**
   * The full request target as the server received it, path and query, not the part that a router leaves. A
   * DPoP proof is checked against it (RFC 9449 section 4.3); without it every proof is refused.
   */
  readonly target?: string | undefined
  /** Headers. */
  readonly headers: ResourceHeaders
  /** The certificate of the client in DER, from the TLS connection of this request (RFC 8705 section 3). */
  readonly clientCertificate?: Uint8Array | undefined
  /** The address of the other end of the connection: of the client, or of the last proxy. */
  readonly remoteAddress?: string | undefined
  /** The parsed form body; read only with the token location `'body'` (RFC 6750 section 2.2). */
  readonly body?: unknown
}

/** The part of a `Headers` object of the Fetch API that is read. */
export interface FetchHeaders {
  /** Returns the value of a header, its lines joined with commas; null if there is none. */
  get(name: string): string | null
  /** Calls a function with each value and its lower-case name. */
  forEach(visit: (value: string, name: string) => void): void
}

/** A request with a `Headers` object: a Fetch API `Request`, or your own object. */
export interface FetchRequest extends Omit<ResourceRequest, 'headers'> {
  /** The headers of the request. */
  readonly headers: FetchHeaders
}

/**
 * The part of Node's `IncomingMessage` that is read. Express requests have it too, and so does the member
 * `raw` of Fastify requests.
 */
export interface NodeRequest extends ResourceRequest {
  /** Names and values of the header lines in turn, as sent; mocked requests can omit them. */
  readonly rawHeaders?: readonly string[]
}
