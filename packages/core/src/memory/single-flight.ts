import type { Clock } from '../clock/clock.ts'
import type { Credentials } from '../credentials/credentials.ts'
import type { ResourceRequest } from '../request/resource-request.ts'
import type { Accepted } from './accepted.ts'
import { accessTokenKey } from './token-cache.ts'

/** Verifies the token of credentials. */
export type Verify = (credentials: Credentials, request: ResourceRequest) => Promise<Accepted>

/**
 * Milliseconds after which a request no longer joins a running verification. A function of the application
 * that never answers, such as `validate`, then delays the requests that called it, and not every later one.
 */
const JOIN_WINDOW = 5000

interface Flight {
  /** Two schemes are two flights, so that the context has the scheme of its request. */
  readonly text: string
  readonly startedAt: number
  readonly verifying: Promise<Accepted>
}

/**
 * Verifies a new token once for all requests that carry it at the same time.
 *
 * @param clock The clock.
 * @param verify Verifies a token.
 * @param store Called with each accepted token, before any request gets it.
 * @returns A function that joins a running verification of the same token.
 */
export function singleFlight(clock: Clock, verify: Verify, store: (accepted: Accepted) => void): Verify {
  const inProgress = new Map<number, Flight>()
  return (credentials, request) => {
    const { text } = credentials
    const key = accessTokenKey(text)
    const running = inProgress.get(key)
    const isSame = running?.text === text
    if (isSame && clock.monotonic() < running.startedAt + JOIN_WINDOW) return running.verifying
    const verifying = verify(credentials, request)
    const flight = { text, startedAt: clock.monotonic(), verifying }
    inProgress.set(key, flight)
    const settle = (accepted?: Accepted): void => {
      if (inProgress.get(key) === flight) inProgress.delete(key)
      if (accepted !== undefined) store(accepted)
    }
    verifying.then(settle, () => settle())
    return verifying
  }
}
