import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { send, sendToken } from '../http/send.ts'
import { findFreePort } from '../programs/free-port.ts'
import { startProgram } from '../programs/start-program.ts'
import { hasRedis } from './has-redis.ts'
import { startRedis, type RedisServer } from './start-redis.ts'

describe.skipIf(!hasRedis)('examples/cluster', () => {
  let issuer: TestIssuer
  let redis: RedisServer

  beforeEach(async () => {
    issuer = await createTestIssuer()
    redis = await startRedis()
    return async () => {
      await redis.close()
      await issuer.close()
    }
  })

  async function start(environment: Readonly<Record<string, string>>) {
    const port = await findFreePort()
    const program = await startProgram(['npm', 'start'], {
      folder: 'examples/cluster',
      environment: {
        OAUTH_ISSUER: issuer.issuer,
        OAUTH_AUDIENCE: issuer.audience,
        PORT: String(port),
        WORKERS: '2',
        ...environment
      },
      readyWhen: /^http:\/\/\S+$/m
    })
    onTestFinished(async () => void (await program.stop()))
    return { port, program }
  }

  const signOut = async (port: number, token: string) => {
    const headers = { authorization: `Bearer ${token}` }
    return (await send(port, { method: 'POST', path: '/sign-out', headers })).status
  }

  /** Each request has a connection of its own: they go to the workers in turn. */
  const statusesOf = async (port: number, token: string) =>
    new Set(
      await Promise.all(Array.from({ length: 8 }, async () => (await sendToken(port, token, '/me')).status))
    )

  test('refuses a token that signed out in every worker, and no other token', async () => {
    const { port } = await start({ REDIS_URL: `redis://127.0.0.1:${redis.port}` })
    const [token, other] = [await issuer.issue(), await issuer.issue()]
    await expect.poll(() => statusesOf(port, token), { timeout: 20_000 }).toEqual(new Set([200]))
    expect(await signOut(port, token)).toBe(204)
    await expect.poll(() => statusesOf(port, token), { timeout: 20_000 }).toEqual(new Set([401]))
    expect(await statusesOf(port, other)).toEqual(new Set([200]))
  })

  test('without REDIS_URL says that a sign-out holds in one worker only', async () => {
    const { port, program } = await start({})
    expect(program.output()).toContain('REDIS_URL is not set')
    const token = await issuer.issue()
    expect(await signOut(port, token)).toBe(204)
    await expect.poll(() => statusesOf(port, token), { timeout: 20_000 }).toEqual(new Set([200, 401]))
  })
})
