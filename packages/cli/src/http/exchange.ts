/** Facts about the TLS connection. */
export interface TlsFacts {
  /** negotiated version, such as `TLSv1.3` */
  readonly protocol: string
  /** end of the server certificate's validity, seconds since 1970; undefined if it cannot be read */
  readonly certificateExpiresAt: number | undefined
}

/** Why no answer came. A closed list, so that there are words for each. */
export type FailureKind =
  | 'unknown_host'
  | 'refused'
  | 'timed_out'
  | 'reset'
  | 'untrusted_certificate'
  | 'wrong_host_certificate'
  | 'expired_certificate'
  | 'tls'
  | 'unsupported_url'
  | 'other'

/** An answer as received: no redirect followed. Only content coding and charset are decoded. */
export interface Answer {
  readonly status: number
  /** lower-case header name to its lines, in order; repeated lines stay separate */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly body: string
  /** bytes of the body that were read, after content decoding */
  readonly bodyBytes: number
  /** whether the body was cut off at the limit */
  readonly truncated: boolean
  readonly tls: TlsFacts | undefined
  /** wall clock when the header arrived, seconds since 1970 */
  readonly receivedAt: number
}

/** A request that was answered. */
export interface AnsweredExchange {
  readonly outcome: 'answered'
  readonly method: string
  readonly url: string
  readonly elapsedSeconds: number
  readonly answer: Answer
}

/** A request without an answer. */
export interface FailedExchange {
  readonly outcome: 'failed'
  readonly method: string
  readonly url: string
  readonly elapsedSeconds: number
  readonly failure: FailureKind
  /** the runtime's own code, such as `ECONNREFUSED`; never a message with data in it */
  readonly failureCode: string
}

/** One request and its result. */
export type Exchange = AnsweredExchange | FailedExchange

/** Returns the lines of a header; none if it is absent. */
export function headerLines(exchange: Exchange | undefined, name: string): readonly string[] {
  return exchange?.outcome === 'answered' ? (exchange.answer.headers.get(name) ?? []) : []
}

/** Returns the first line of a header, undefined if it is absent. */
export function headerLine(exchange: Exchange | undefined, name: string): string | undefined {
  return headerLines(exchange, name)[0]
}

/** Returns the status of an answer, undefined if none came. */
export function statusOf(exchange: Exchange | undefined): number | undefined {
  return exchange?.outcome === 'answered' ? exchange.answer.status : undefined
}

/** Returns the status as a fact for a text. */
export function statusText(exchange: Exchange | undefined): number | string {
  return statusOf(exchange) ?? 'no answer'
}

/** Returns whether an answer has a 2xx status. */
export function isSuccess(exchange: Exchange | undefined): boolean {
  return Math.trunc((statusOf(exchange) ?? 0) / 100) === 2
}

/** Returns how many bytes of the body were read, 0 if no answer came. */
export function bodyBytes(exchange: Exchange | undefined): number {
  return exchange?.outcome === 'answered' ? exchange.answer.bodyBytes : 0
}
