import { createProtectedResource, type ProtectedResource } from '@portcullis/core'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Listening } from '../http/listen.ts'
import { send, sendToken } from '../http/send.ts'
import { receivingApis } from './receiving-apis.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const PUSH = { 'content-type': 'application/secevent+jwt' }

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'] })
})
afterAll(() => issuer.close())

describe.each(receivingApis)('on $name', ({ start }) => {
  let api: ProtectedResource
  let server: Listening

  beforeEach(async () => {
    api = createProtectedResource(issuer.options)
    server = await start(api, { logout: { clientIds: ['test-client'] }, events: { audience: 'test-client' } })
  })
  afterEach(async () => {
    await server.close()
    await api.close()
  })

  const statusOf = async (token: string) => (await sendToken(server.port, token)).status
  const post = (path: string, headers: object, body: string) =>
    send(server.port, { method: 'POST', path, headers: { ...headers }, body })
  const logOut = (token: string) => post('/backchannel-logout', FORM, `logout_token=${token}`)

  test('a logout token is answered 200 without a body, and ends the session', async () => {
    const token = await issuer.issue({ claims: { sid: 'one' } })
    expect(await statusOf(token)).toBe(200)
    const answer = await logOut(await issuer.issueLogoutToken({ claims: { sid: 'one' } }))
    expect([answer.status, answer.body, answer.headers['cache-control']]).toEqual([200, '', ['no-store']])
    expect(await statusOf(token)).toBe(401)
  })

  test('a bad logout token is answered 400 with an OAuth error that no cache keeps', async () => {
    const token = await issuer.issue()
    const answer = await logOut(token)
    expect(answer.status).toBe(400)
    expect(answer.headers['cache-control']).toEqual(['no-store'])
    expect(answer.headers['content-type']).toEqual(['application/json; charset=utf-8'])
    expect(answer.body).toBe('{"error":"invalid_request","error_description":"the logout token is invalid"}')
    expect(await statusOf(token)).toBe(200)
  })

  test('a security event is answered 202 without a body, and ends what the user has', async () => {
    const token = await issuer.issue()
    expect(await statusOf(token)).toBe(200)
    const answer = await post('/security-events', PUSH, await issuer.issueSecurityEvent())
    expect([answer.status, answer.body]).toEqual([202, ''])
    expect(await statusOf(token)).toBe(401)
  })

  test('a bad security event is answered 400 with "err" and "description"', async () => {
    const event = await issuer.issueBadEventToken('wrongAudience', 'securityEvent')
    const answer = await post('/security-events', PUSH, event)
    expect([answer.status, answer.headers['content-language']]).toEqual([400, ['en']])
    expect(answer.body).toBe(
      '{"err":"invalid_audience","description":"the security event token is for another receiver"}'
    )
  })

  test('a body of a megabyte is answered 400 before it is read', async () => {
    expect((await post('/security-events', PUSH, 'x'.repeat(1024 * 1024))).status).toBe(400)
  })

  test('a body of a megabyte without a stated length is answered 400, and the server goes on', async () => {
    const chunked = { ...PUSH, 'transfer-encoding': 'chunked' }
    expect((await post('/security-events', chunked, 'x'.repeat(1024 * 1024))).status).toBe(400)
    const next = await post('/security-events', PUSH, await issuer.issueSecurityEvent())
    expect(next.status).toBe(202)
  })
})

test('a defect goes to the error handler of the host', async () => {
  const fault = new TypeError('defect')
  const { receiveOnNode } = await import('@portcullis/core/adapter')
  const passed = await new Promise((resolve) => {
    const res = { statusCode: 200, setHeader: () => undefined, end: () => undefined }
    receiveOnNode(() => Promise.reject(fault))({ headers: {} }, res, resolve)
  })
  expect(passed).toBe(fault)
})
