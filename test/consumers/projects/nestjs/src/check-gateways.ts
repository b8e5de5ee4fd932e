import 'reflect-metadata'
import { after, before, beforeEach, describe, it } from 'node:test'
import { createDpopClient, createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { expect } from 'expect'
import { io } from 'socket.io-client'
import WebSocket from 'ws'
import { seen, startGateways } from './gateway-app.js'

let issuer: TestIssuer
before(async () => {
  issuer = await createTestIssuer()
})
after(() => issuer.close())
beforeEach(() => {
  seen.length = 0
})

const publicUrl = 'https://api.example.com'
const bearer = async (claims: Record<string, unknown> = {}) => ({
  authorization: `Bearer ${await issuer.issue({ claims: { sub: 'ada', ...claims } })}`
})
const expired = async () => ({ authorization: `Bearer ${await issuer.issueBad('expired')}` })
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

type Started = Awaited<ReturnType<typeof startGateways>>
type Received = { event: string; data: unknown }

/** Sends messages as soon as the connection is open; resolves to all answers, and to why it was closed. */
function talk(port: number, headers: Record<string, string>, messages: Received[], path = '') {
  return new Promise<{ received: Received[]; code: number; reason: string }>((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
    const received: Received[] = []
    socket.on('open', () => messages.forEach((message) => socket.send(JSON.stringify(message))))
    socket.on('message', (data) => {
      received.push(JSON.parse(String(data)) as Received)
      if (received.length === messages.length) socket.close(1000)
    })
    socket.on('close', (code, reason) => resolve({ received, code, reason: String(reason) }))
  })
}

const SAY = { event: 'say', data: 'hello' }
const UNANSWERED = { event: 'unknown', data: null }

for (const platform of ['express', 'fastify'] as const)
  describe(`a gateway on ws and ${platform}`, () => {
    let api: Started
    before(async () => {
      api = await startGateways('ws', platform, { ...issuer.options, publicUrl, dpop: true })
    })
    after(() => api.app.close())

    it('admits a valid token, and passes the caller to handshake and messages', async () => {
      const { received, code } = await talk(api.port, await bearer(), [SAY, SAY])
      const said = { event: 'said', data: 'ada: hello' }
      expect([received, code]).toEqual([[said, said], 1000])
      expect(seen).toEqual(['connected ada', 'ada says hello', 'ada says hello'])
    })

    it('closes with 4401 without a token, and handles nothing', async () => {
      const { received, code, reason } = await talk(api.port, {}, [SAY])
      expect({ received, code, reason }).toEqual({
        received: [],
        code: 4401,
        reason: 'authentication is required'
      })
      expect(seen).toEqual([])
    })

    it('closes with 4401 for an invalid token, and handles nothing', async () => {
      const { received, code, reason } = await talk(api.port, await expired(), [SAY])
      expect([received, code, reason]).toEqual([[], 4401, 'the access token expired'])
      expect(seen).toEqual([])
    })

    it('closes with 4403 without the scope of the class', async () => {
      const { received, code } = await talk(api.port, await bearer(), [SAY], '/moderators')
      expect([received, code, seen]).toEqual([[], 4403, []])
      const moderator = await bearer({ scope: 'chat:moderate' })
      expect((await talk(api.port, moderator, [SAY], '/moderators')).received).toEqual([
        { event: 'said', data: 'hello' }
      ])
    })

    it('refuses a message without its scope with an event, and goes on', async () => {
      const { received, code } = await talk(api.port, await bearer(), [{ event: 'ban', data: 'bob' }, SAY])
      expect(received).toEqual([
        {
          event: 'exception',
          data: {
            status: 'error',
            code: 4403,
            error: 'insufficient_scope',
            message: 'the access token does not grant what this resource requires'
          }
        },
        { event: 'said', data: 'ada: hello' }
      ])
      expect([code, seen]).toEqual([1000, ['connected ada', 'ada says hello']])
    })

    it('ends a connection when its token expires', async () => {
      const headers = await bearer({ exp: inSeconds(4) })
      const { received, code, reason } = await talk(api.port, headers, [SAY, UNANSWERED])
      expect([received.length, code, reason]).toEqual([1, 4401, 'the access token expired'])
    })

    it('closes at the next message after the token was revoked', async () => {
      const accessToken = await issuer.issue({ claims: { sub: 'ada' } })
      const socket = new WebSocket(`ws://127.0.0.1:${api.port}`, {
        headers: { authorization: `Bearer ${accessToken}` }
      })
      const resource = api.app.get('portcullis.default')
      await new Promise((resolve) => {
        socket.on('open', () => socket.send(JSON.stringify(SAY)))
        socket.on('message', resolve)
      })
      await resource.revoke({ accessToken })
      const closed = new Promise((resolve) => socket.on('close', resolve))
      socket.send(JSON.stringify(SAY))
      expect(await closed).toBe(4401)
      expect(seen).toEqual(['connected ada', 'ada says hello'])
    })

    it('takes a DPoP proof for the handshake, and for all messages', async () => {
      const client = await createDpopClient()
      const accessToken = await issuer.issueBound(client, { claims: { sub: 'ada' } })
      const headers = await client.headers({ url: `${publicUrl}/`, method: 'GET', accessToken })
      expect((await talk(api.port, headers, [SAY, SAY])).received).toHaveLength(2)
      expect((await talk(api.port, headers, [SAY])).code).toBe(4401)
    })
  })

describe('a gateway on socket.io', () => {
  let api: Started
  before(async () => {
    api = await startGateways('socket.io', 'express', issuer.options)
  })
  after(() => api.app.close())

  const converse = (settings: object, messages: Received[]) =>
    new Promise<{ received: unknown[]; reason: string }>((resolve) => {
      const socket = io(`http://127.0.0.1:${api.port}`, { reconnection: false, ...settings })
      const received: unknown[] = []
      socket.on('connect', () => messages.forEach(({ event, data }) => socket.emit(event, data)))
      socket.onAny((event: string, data: unknown) => {
        received.push({ event, data })
        if (received.length === messages.length) setTimeout(() => socket.disconnect(), 100)
      })
      socket.on('disconnect', (reason) => resolve({ received, reason }))
    })

  it('admits a token in auth and one in the header', async () => {
    const said = { event: 'said', data: 'ada: hello' }
    expect(await converse({ auth: await bearer() }, [SAY])).toMatchObject({ received: [said] })
    expect(await converse({ extraHeaders: await bearer() }, [SAY])).toMatchObject({ received: [said] })
    expect(seen).toEqual(['connected ada', 'ada says hello', 'connected ada', 'ada says hello'])
  })

  it('disconnects without a token and with an invalid one, after an exception with the code 4401', async () => {
    for (const auth of [{}, await expired()]) {
      const { received, reason } = await converse({ auth }, [SAY, SAY])
      expect(received[0]).toMatchObject({ event: 'exception', data: { status: 'error', code: 4401 } })
      expect(reason).toBe('io server disconnect')
    }
    expect(seen).toEqual([])
  })

  it('refuses a message without its scope with an exception, and goes on', async () => {
    const { received } = await converse({ auth: await bearer() }, [{ event: 'ban', data: 'bob' }, SAY])
    expect(received).toEqual([
      { event: 'exception', data: expect.objectContaining({ code: 4403, error: 'insufficient_scope' }) },
      { event: 'said', data: 'ada: hello' }
    ])
  })

  it('ends a connection when its token expires', async () => {
    const { received } = await converse({ auth: await bearer({ exp: inSeconds(4) }) }, [SAY, UNANSWERED])
    expect(received.at(-1)).toMatchObject({ event: 'exception', data: { code: 4401 } })
  })
})
