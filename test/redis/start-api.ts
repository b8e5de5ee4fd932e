import { onTestFinished } from 'vitest'
import type { IntrospectionOptions } from '@portcullis/core'
import { findFreePort } from '../programs/free-port.ts'
import { startProgram, type Program } from '../programs/start-program.ts'
import { send, sendToken, type ReceivedAnswer } from '../http/send.ts'
import type { RedisServer } from './start-redis.ts'

/** A framework that a process runs. */
export type Framework = 'express' | 'fastify' | 'nestjs'

/** All of them. */
export const FRAMEWORKS: readonly Framework[] = ['express', 'fastify', 'nestjs']

/** One process of the API. */
export interface ApiProcess {
  readonly origin: string
  /** Status of a request with a token. */
  statusOf(token: string): Promise<number>
  /** The answer to a request with these headers. */
  call(headers: Readonly<Record<string, string>>): Promise<ReceivedAnswer>
  /** Status of a request that revokes. */
  revoke(revocation: object): Promise<number>
  /** Status of a POST. */
  post(path: string, type: string, body: string): Promise<number>
  readiness(): Promise<{ readonly status: string; readonly revocations: object }>
  /** Suspends the process with SIGSTOP. */
  pause(): void
  /** Lets it go on. */
  resume(): void
  stop(): Promise<void>
}

/** What differs between tests. */
export interface ApiOptions {
  readonly onLag?: 'refuse' | 'serve'
  readonly introspection?: IntrospectionOptions
  /** Makes and verifies DPoP nonces. Without it, proofs need none. */
  readonly nonceSecret?: string
  /** Whether proofs are for the address of the process; by default they are for one that all share. */
  readonly usesOwnUrl?: boolean
  /** Of logout tokens; by default that of the test issuer. */
  readonly clientIds?: readonly string[]
  /** Of security events; by default that of the test issuer. */
  readonly eventAudience?: string
}

/** Where it runs. */
export interface ApiSettings {
  readonly framework: Framework
  readonly issuer: { readonly issuer: string; readonly audience: string }
  readonly redis: RedisServer
  readonly options?: ApiOptions
}

/** Starts one process of the API. */
export async function launchApi(settings: ApiSettings): Promise<ApiProcess> {
  const { framework, issuer, redis, options = {} } = settings
  const port = await findFreePort()
  const program: Program = await startProgram([process.execPath, 'test/redis/programs/api.mjs'], {
    environment: {
      FRAMEWORK: framework,
      ISSUER: issuer.issuer,
      AUDIENCE: issuer.audience,
      REDIS_PORT: String(redis.port),
      PORT: String(port),
      OPTIONS: JSON.stringify(options)
    },
    readyWhen: /process \d+/
  })
  const pid = Number(/process (\d+)/.exec(program.output())?.[1])
  const post = async (path: string, type: string, body: string): Promise<number> =>
    (await send(port, { method: 'POST', path, headers: { 'content-type': type }, body })).status
  return {
    origin: `http://127.0.0.1:${port}`,
    post,
    statusOf: async (token) => (await sendToken(port, token)).status,
    call: (headers) => send(port, { path: '/protected', headers: { ...headers } }),
    revoke: (revocation) => post('/revoke', 'text/plain', JSON.stringify(revocation)),
    async readiness() {
      const { body } = await send(port, { path: '/readiness' })
      return JSON.parse(body) as Awaited<ReturnType<ApiProcess['readiness']>>
    },
    pause: () => void process.kill(pid, 'SIGSTOP'),
    resume: () => void process.kill(pid, 'SIGCONT'),
    async stop() {
      await program.stop('SIGTERM')
    }
  }
}

/** Starts one process of the API; it ends with the test. */
export async function startApi(settings: ApiSettings): Promise<ApiProcess> {
  const api = await launchApi(settings)
  onTestFinished(() => api.stop())
  return api
}
