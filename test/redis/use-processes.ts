import { createTestIssuer, type TestIssuer, type TokenChange } from '@portcullis/testing'
import { beforeEach, expect } from 'vitest'
import { startStopwatch } from '../../bench/servers/stopwatch.mjs'
import { FRAMEWORKS, startApi, type ApiOptions, type ApiProcess, type Framework } from './start-api.ts'
import { startRedis, type RedisServer } from './start-redis.ts'

/** The pause between two reads is 0.25 s; a second is what we promise. */
export const PROMISED_MILLISECONDS = 1000

/** Processes of one API, the issuer that they trust, and the Redis that they share; anew for each test. */
export interface Processes {
  readonly issuer: TestIssuer
  readonly redis: RedisServer
  start(framework: Framework, options?: ApiOptions): Promise<ApiProcess>
  /** Starts one for each framework. */
  startThree(options?: ApiOptions): Promise<readonly [ApiProcess, ApiProcess, ApiProcess]>
  issue(sub: string, claims?: TokenChange['claims']): Promise<string>
}

/** Starts issuer and Redis before each test of the enclosing suite. */
export function useProcesses(): Processes {
  let issuer: TestIssuer
  let redis: RedisServer
  beforeEach(async () => {
    issuer = await createTestIssuer({ algorithms: ['ES256'] })
    redis = await startRedis()
    return async () => {
      await redis.close()
      await issuer.close()
    }
  })
  const start: Processes['start'] = (framework, options = {}) =>
    startApi({ framework, issuer, redis, options })
  return {
    get issuer() {
      return issuer
    },
    get redis() {
      return redis
    },
    start,
    async startThree(options) {
      const [first, second, third] = await Promise.all(FRAMEWORKS.map((each) => start(each, options)))
      if (first === undefined || second === undefined || third === undefined) throw new Error('not three')
      return [first, second, third]
    },
    issue: (sub, claims = {}) => issuer.issue({ claims: { sub, ...claims } })
  }
}

/** Expects the same status of all processes. */
export async function expectAll(apis: readonly ApiProcess[], token: string, status: number): Promise<void> {
  expect(await Promise.all(apis.map((api) => api.statusOf(token)))).toEqual(apis.map(() => status))
}

/**
 * Milliseconds until a token was refused by all, without those in which this process, as the machine, stood
 * still.
 */
export async function untilRefused(apis: readonly ApiProcess[], token: string): Promise<number> {
  const stopwatch = startStopwatch()
  await expect
    .poll(() => Promise.all(apis.map((api) => api.statusOf(token))), { interval: 20, timeout: 10_000 })
    .toEqual(apis.map(() => 401))
  stopwatch.stop()
  return stopwatch.read()
}
