import type { Answer, AnsweredExchange, FailedExchange, FailureKind } from '../../src/http/exchange.ts'

/** Issuer of the facts below. */
export const ISSUER = 'https://auth.example.com'
/** Route of the facts below. */
export const API = 'https://api.example.com/messages'
/** Wall clock of the facts below, seconds. */
export const NOW = 1_790_000_000

const DAY = 86_400

/** Parts of an answer; the rest has good defaults. */
export interface AnswerChange {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | object
  readonly elapsedSeconds?: number
  readonly tls?: Answer['tls']
  readonly truncated?: boolean
}

/** An exchange that was answered. */
export function answered(url: string, change: AnswerChange = {}): AnsweredExchange {
  const { status = 200, headers = {}, body = {}, elapsedSeconds = 0.02, truncated = false } = change
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const fields: Record<string, string | readonly string[]> = {
    'content-type': 'application/json',
    ...headers
  }
  return {
    outcome: 'answered',
    method: 'GET',
    url,
    elapsedSeconds,
    answer: {
      status,
      headers: new Map(
        Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? [value] : value])
      ),
      body: text,
      bodyBytes: Buffer.byteLength(text),
      truncated,
      tls: 'tls' in change ? change.tls : { protocol: 'TLSv1.3', certificateExpiresAt: NOW + 90 * DAY },
      receivedAt: NOW
    }
  }
}

/** An exchange that was not answered. */
export function failed(url: string, failure: FailureKind, failureCode = 'CODE'): FailedExchange {
  return { outcome: 'failed', method: 'GET', url, elapsedSeconds: 0.1, failure, failureCode }
}
