import { onTestFinished } from 'vitest'
import type { TestIssuer } from '@portcullis/testing'
import { startProgram, type Program } from '../programs/start-program.ts'
import { send, sendToken, type ReceivedAnswer } from '../http/send.ts'
import type { RedisServer } from './start-redis.ts'

/** One process of the API. */
export interface ApiProcess {
  /** Status of a request with a token. */
  statusOf(token: string): Promise<number>
  /** The answer to a request with these headers. */
  call(headers: Readonly<Record<string, string>>): Promise<ReceivedAnswer>
  /** Status of a request that revokes. */
  revoke(revocation: object): Promise<number>
  readiness(): Promise<{ readonly status: string; readonly revocations: object }>
  stop(): Promise<void>
}

/** Where it runs. */
export interface ApiSettings {
  readonly framework: 'express' | 'fastify'
  readonly issuer: TestIssuer
  readonly redis: RedisServer
  readonly onLag?: 'refuse' | 'serve'
  /** Makes and verifies DPoP nonces. Without it, proofs need none. */
  readonly nonceSecret?: string
}

/** Starts one process of the API; it ends with the test. */
export async function startApi(settings: ApiSettings): Promise<ApiProcess> {
  const { framework, issuer, redis, onLag = 'refuse', nonceSecret } = settings
  const program: Program = await startProgram([process.execPath, 'test/redis/programs/api.mjs'], {
    environment: {
      FRAMEWORK: framework,
      ISSUER: issuer.issuer,
      AUDIENCE: issuer.audience,
      REDIS_PORT: String(redis.port),
      ON_LAG: onLag,
      ...(nonceSecret === undefined ? {} : { NONCE_SECRET: nonceSecret })
    },
    readyWhen: /port \d+/
  })
  const port = Number(/port (\d+)/.exec(program.output())?.[1])
  const stop = async (): Promise<void> => void (await program.stop('SIGTERM'))
  onTestFinished(stop)
  return {
    stop,
    statusOf: async (token) => (await sendToken(port, token)).status,
    call: (headers) => send(port, { path: '/protected', headers }),
    async revoke(revocation) {
      const headers = { 'content-type': 'text/plain' }
      const body = JSON.stringify(revocation)
      return (await send(port, { method: 'POST', path: '/revoke', headers, body })).status
    },
    async readiness() {
      const { body } = await send(port, { path: '/readiness' })
      return JSON.parse(body) as Awaited<ReturnType<ApiProcess['readiness']>>
    }
  }
}
