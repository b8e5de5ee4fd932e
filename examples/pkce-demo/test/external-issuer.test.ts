import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findCurlLines } from '../../../test/programs/curl-line.ts'
import { type RunningDemo, startDemo } from './start-demo.ts'

const AUDIENCE = 'https://api.example.test'

let issuer: TestIssuer
let demo: RunningDemo

beforeAll(async () => {
  issuer = await createTestIssuer({ audience: AUDIENCE })
  const trust = ['--issuer', issuer.issuer, '--client-id', 'spa', '--audience', AUDIENCE]
  demo = await startDemo(...trust, '--scope', 'orders:read')
})

afterAll(async () => {
  await demo.program.stop()
  await issuer.close()
})

describe('the demo with --issuer', () => {
  test('points the page at that authorization server', async () => {
    const config: unknown = await (await fetch(`${demo.page}/config.json`)).json()
    expect(config).toMatchObject({
      issuer: issuer.issuer,
      clientId: 'spa',
      audience: AUDIENCE,
      scope: 'orders:read',
      redirectUri: `${demo.page}/callback`,
      resources: {}
    })
  })

  test('lets the page call that authorization server', async () => {
    const policy = (await fetch(demo.page)).headers.get('content-security-policy')
    expect(policy).toContain(`connect-src 'self' ${new URL(issuer.issuer).origin} `)
  })

  test('points both APIs at that authorization server', async () => {
    const authorization = `Bearer ${await issuer.issue({ claims: { scope: 'orders:read' } })}`
    for (const origin of [demo.express, demo.fastify]) {
      const read = await fetch(`${origin}/orders`, { headers: { authorization } })
      expect(read.status).toBe(200)
      const write = await fetch(`${origin}/orders`, { method: 'POST', headers: { authorization } })
      expect(write.status).toBe(403)
    }
  })

  test('says what the client must be registered with, and prints no curl line it has no token for', () => {
    expect(demo.program.output()).toContain(`needs the redirect URI ${demo.page}/callback`)
    expect(findCurlLines(demo.program.output())).toEqual([])
  })
})
