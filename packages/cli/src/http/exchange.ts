/** What the TLS layer told about a connection. */
export interface TlsFacts {
  /** negotiated version, such as `TLSv1.3` */
  readonly protocol: string
  /** end of the server certificate's validity, seconds since 1970, or undefined when it could not be read */
  readonly certificateExpiresAt: number | undefined
}

/** Why no answer came: a closed list, so that words for each can be found. */
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

/** An answer, as it came: nothing was followed, decoded charset aside nothing was interpreted. */
export interface Answer {
  readonly status: number
  /** lower-case field name to its lines, in order; repeated lines stay apart */
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

/** A request that got no answer. */
export interface FailedExchange {
  readonly outcome: 'failed'
  readonly method: string
  readonly url: string
  readonly elapsedSeconds: number
  readonly failure: FailureKind
  /** the runtime's own code, such as `ECONNREFUSED`; never a message with data in it */
  readonly failureCode: string
}

/** One request and what came of it. */
export type Exchange = AnsweredExchange | FailedExchange

/** The lines of a header field, none when it is absent. */
export function headerLines(exchange: Exchange | undefined, name: string): readonly string[] {
  return exchange?.outcome === 'answered' ? (exchange.answer.headers.get(name) ?? []) : []
}

/** The first line of a header field, undefined when it is absent. */
export function headerLine(exchange: Exchange | undefined, name: string): string | undefined {
  return headerLines(exchange, name)[0]
}

/** The status of an answer, undefined when none came. */
export function statusOf(exchange: Exchange | undefined): number | undefined {
  return exchange?.outcome === 'answered' ? exchange.answer.status : undefined
}

/** Bytes of the body that were read, 0 when no answer came. */
export function bodyBytes(exchange: Exchange | undefined): number {
  return exchange?.outcome === 'answered' ? exchange.answer.bodyBytes : 0
}
