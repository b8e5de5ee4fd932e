import { setTimeout as sleep } from 'node:timers/promises'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../../../test/programs/free-port.ts'
import { type Program, startProgram } from '../../../test/programs/start-program.ts'

interface Answer {
  readonly status: number
  readonly body: string
}

describe('examples/readiness', () => {
  let issuer: TestIssuer
  let program: Program
  let origin: string

  beforeAll(async () => {
    issuer = await createTestIssuer({ algorithms: ['ES256'] })
    // The worst moment to start: nothing was ever fetched, and nothing can be.
    await issuer.stop()
    const port = await findFreePort()
    origin = `http://127.0.0.1:${port}`
    program = await startProgram(['npm', 'start'], {
      folder: 'examples/readiness',
      environment: { OAUTH_ISSUER: issuer.issuer, OAUTH_AUDIENCE: issuer.audience, PORT: String(port) },
      readyWhen: /^http:\/\/\S+$/m
    })
  })

  afterAll(async () => {
    await program.stop()
    await issuer.close()
  })

  async function call(path: string, accessToken?: string): Promise<Answer> {
    const headers = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }
    const response = await fetch(`${origin}${path}`, { headers })
    return { status: response.status, body: await response.text() }
  }

  const lines = (type: string) => program.output().match(new RegExp(`^${type} .*$`, 'gm')) ?? []

  test('is not ready while its issuer is down at start, and says so', async () => {
    const { status, body } = await call('/ready')
    expect(status).toBe(503)
    expect(JSON.parse(body)).toMatchObject({
      status: 'down',
      issuers: [
        { issuer: issuer.issuer, status: 'down', keyCount: 0, lastFailure: { code: 'metadata_unreachable' } }
      ]
    })
    expect((await call('/me', await issuer.issue())).status).toBe(503)
    expect(lines('fetch_failed')[0]).toContain('"reason":"network"')
    expect(lines('request_refused')[0]).toContain('"code":"metadata_unreachable"')
  })

  test('gets ready by itself when its issuer is back', async () => {
    await issuer.start()
    for (let status = 503; status !== 200; status = (await call('/ready')).status) await sleep(100)
    expect((await call('/me', await issuer.issue({ claims: { sub: 'Ada Lovelace' } }))).body).toBe(
      '{"subject":"Ada Lovelace"}'
    )
    expect(lines('key_set_replaced')).toHaveLength(1)
    expect(lines('fetch_succeeded')[1]).toContain('"document":"jwks"')
  })

  test('logs a rotation', async () => {
    await issuer.rotate({ keepOld: true })
    expect((await call('/me', await issuer.issue())).status).toBe(200)
    expect(lines('key_id_unknown')[0]).toContain('"refetch":true')
    expect(lines('key_set_replaced')).toHaveLength(2)
  })

  test('stays ready in an outage, with the keys that it has', async () => {
    const token = await issuer.issue()
    await issuer.rotate()
    await issuer.stop()
    expect((await call('/me', token)).status).toBe(200)
    // A new key cannot be fetched: that is a server-side failure, so it stays a 503.
    expect((await call('/me', await issuer.issue())).status).toBe(503)
    const { status, body } = await call('/ready')
    expect(status).toBe(200)
    expect(JSON.parse(body)).toMatchObject({
      status: 'ready',
      issuers: [{ lastFailure: { code: 'jwks_unreachable' } }]
    })
  })

  test('prints no token and no claim', () => {
    // A key id can have "eyJ" in it, but no dot.
    expect(program.output()).not.toMatch(/eyJ[\w-]*\.eyJ|Lovelace/)
  })

  test('ends on SIGTERM although its issuer is down', async () => {
    await program.stop('SIGTERM')
    await expect(call('/ready')).rejects.toThrow('fetch failed')
  })
})
