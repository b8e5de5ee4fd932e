import type { Clock } from '../clock/clock.ts'
import type { Credentials } from '../credentials/credentials.ts'
import { isPromise } from '../flow/is-promise.ts'
import { accessTokenKey, type Accepted } from './token-cache.ts'

/** Verifies a token. */
export type Verify = (credentials: Credentials) => Accepted | Promise<Accepted>

/**
 * After how many milliseconds a verification is joined no longer: a function of the application that never
 * answers, such as `validate`, is to cost the requests that asked it, and not the token.
 */
const JOINED_FOR = 5000

interface Flight {
  readonly accessToken: string
  readonly startedAt: number
  readonly verifying: Promise<Accepted>
}

/**
 * Lets requests that come with the same new token at the same time have it verified once.
 *
 * @param clock The clock.
 * @param verify Verifies a token.
 * @returns The same, for all of them.
 */
export function singleFlight(clock: Clock, verify: Verify): Verify {
  const underWay = new Map<number, Flight>()
  return (credentials) => {
    const { accessToken } = credentials
    const key = accessTokenKey(accessToken)
    const known = underWay.get(key)
    const isSame = known?.accessToken === accessToken
    if (isSame && clock.monotonic() < known.startedAt + JOINED_FOR) return known.verifying
    const verifying = verify(credentials)
    if (!isPromise(verifying)) return verifying
    const flight = { accessToken, startedAt: clock.monotonic(), verifying }
    underWay.set(key, flight)
    const forget = (): void => {
      if (underWay.get(key) === flight) underWay.delete(key)
    }
    verifying.then(forget, forget)
    return verifying
  }
}
