import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { findFreePort } from '../../../test/programs/free-port.ts'
import { type Program, runProgram, startProgram } from '../../../test/programs/start-program.ts'

const WORKERS = 2

interface Answer {
  readonly status: number
  readonly body: { readonly subject?: string; readonly worker?: number }
}

describe('examples/cluster', () => {
  let issuer: TestIssuer
  let program: Program
  let port: number

  beforeAll(async () => {
    issuer = await createTestIssuer()
    port = await findFreePort()
    program = await startProgram(['npm', 'start'], {
      folder: 'examples/cluster',
      environment: {
        OAUTH_ISSUER: issuer.issuer,
        OAUTH_AUDIENCE: issuer.audience,
        PORT: String(port),
        WORKERS: String(WORKERS)
      },
      readyWhen: /^http:\/\/\S+$/m
    })
  })

  afterAll(async () => {
    await program.stop()
    await issuer.close()
  })

  /**
   * Each time on a new connection: they go to the workers in turn. One that was handed to a worker as it died
   * is never answered.
   */
  async function call(accessToken: string): Promise<Answer> {
    const headers = { authorization: `Bearer ${accessToken}` }
    const signal = AbortSignal.timeout(10_000)
    return new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/me', headers, signal, agent: false }, (response) => {
        const status = response.statusCode ?? 0
        json(response).then((body) => resolve({ status, body: body as Answer['body'] }), reject)
      })
        .on('error', reject)
        .end()
    })
  }

  /** The answers of every worker to the same token, by process. */
  async function callEach(accessToken: string): Promise<Map<number, Answer>> {
    return vi.waitFor(async () => {
      const answers = await Promise.all(Array.from({ length: 2 * WORKERS }, () => call(accessToken)))
      const byWorker = new Map(answers.map((answer) => [answer.body.worker ?? 0, answer]))
      expect(byWorker.size).toBe(WORKERS)
      return byWorker
    }, 10_000)
  }

  test('accepts the same token in every worker, although workers share no cache', async () => {
    const token = await issuer.issue({ claims: { sub: 'ada' } })
    for (const { status, body } of (await callEach(token)).values()) {
      expect(status).toBe(200)
      expect(body.subject).toBe('ada')
    }
  })

  test('fetches the keys once in each worker, and before the first request', () => {
    expect(issuer.requests.jwks).toBe(WORKERS)
  })

  test('has a bad token refused, whichever worker it comes to', async () => {
    const token = await issuer.issueBad('otherKey')
    const answers = await Promise.all(Array.from({ length: 2 * WORKERS }, () => call(token)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401))
  })

  test('has every worker follow a rotation of keys by itself', async () => {
    await issuer.rotate()
    const answers = await callEach(await issuer.issue())
    expect([...answers.values()].map(({ status }) => status)).toEqual([200, 200])
  })

  test('replaces a worker that died, and the new one accepts a token that only the old one has seen', async () => {
    const token = await issuer.issue()
    const { worker = 0 } = (await call(token)).body
    process.kill(worker, 'SIGKILL')
    const answers = await vi.waitFor(async () => {
      const each = await callEach(token)
      expect(each.has(worker)).toBe(false)
      return each
    }, 20_000)
    expect([...answers.values()].map(({ status }) => status)).toEqual([200, 200])
  })

  test('ends with Ctrl-C, all workers included', async () => {
    await program.stop('SIGINT')
    await expect(call(await issuer.issue())).rejects.toThrow('ECONNREFUSED')
  })
})

test('examples/cluster ends where its workers cannot even start', async () => {
  const environment = {
    WORKERS: '2',
    PORT: String(await findFreePort()),
    OAUTH_ISSUER: '',
    OAUTH_AUDIENCE: ''
  }
  const ended = await runProgram(['npm', 'start'], { folder: 'examples/cluster', environment })
  expect(ended.exitCode).toBe(1)
  expect(ended.output).toContain('option "issuer" is required')
})
