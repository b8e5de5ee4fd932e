import { Inject } from '@nestjs/common'
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets'
import {
  Auth,
  getProtectedResourceToken,
  RequireClaim,
  RequireScopes,
  requireScopes,
  type AuthContext,
  type ProtectedResource
} from '@portcullis/nestjs'
import { createDpopClient } from '@portcullis/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { useIssuer } from './support/open-issuer.ts'
import { gatewaysOf, publicUrl, SAID, talk } from './support/gateways.ts'

const issuer = useIssuer()
const { start, bearer } = gatewaysOf(issuer)

/** A gateway and what it saw. */
function createChat() {
  const seen: string[] = []
  @WebSocketGateway()
  class Chat {
    handleConnection(client: { auth?: AuthContext }) {
      seen.push(`connected ${client.auth?.subject}`)
    }

    @SubscribeMessage('say')
    say(@MessageBody() text: string, @Auth('subject') subject: string) {
      seen.push(`${subject} says ${text}`)
      return { event: 'said', data: subject }
    }

    @SubscribeMessage('ban')
    @RequireScopes('chat:moderate')
    ban() {
      seen.push('banned')
      return { event: 'banned' }
    }

    @SubscribeMessage('fail')
    @RequireClaim('sub', () => {
      throw new Error('the database is down')
    })
    fail() {
      seen.push('failed')
    }
  }
  return { Chat, seen }
}

describe('a gateway', () => {
  it('gets handshake and messages of a valid token, with the caller', async () => {
    const { Chat, seen } = createChat()
    const { url } = await start([Chat])
    expect(await talk(url, await bearer(), ['say', 'say'])).toEqual({
      received: [SAID, SAID],
      code: 1000,
      reason: ''
    })
    expect(seen).toEqual(['connected ada', 'ada says say', 'ada says say'])
  })

  it('gets nothing without a token and of an invalid one: the connection is closed with 4401', async () => {
    const { Chat, seen } = createChat()
    const { url } = await start([Chat])
    expect(await talk(url, {}, ['say'])).toEqual({
      received: [],
      code: 4401,
      reason: 'authentication is required'
    })
    const expired = { authorization: `Bearer ${await issuer().issueBad('expired')}` }
    expect(await talk(url, expired, ['say'])).toMatchObject({
      code: 4401,
      reason: 'the access token expired'
    })
    expect(seen).toEqual([])
  })

  it('closes the connection with 4403 if the token does not satisfy the guard of its class', async () => {
    @WebSocketGateway()
    @RequireScopes('chat')
    class Members {
      @SubscribeMessage('say')
      say() {
        return SAID
      }
    }
    const { url } = await start([Members])
    expect(await talk(url, await bearer(), ['say'])).toMatchObject({ received: [], code: 4403 })
    expect((await talk(url, await bearer({ scope: 'chat' }), ['say'])).received).toEqual([SAID])
  })

  it('answers a message without its scope with an exception, and gets the next one', async () => {
    const { Chat, seen } = createChat()
    const { url } = await start([Chat])
    const { received, code } = await talk(url, await bearer(), ['ban', 'say'])
    const message = 'the access token does not grant what this resource requires'
    const data = { status: 'error', code: 4403, error: 'insufficient_scope', message }
    expect([received, code]).toEqual([[{ event: 'exception', data }, SAID], 1000])
    expect(seen).toEqual(['connected ada', 'ada says say'])
  })

  it('answers an error of the application as Nest does', async () => {
    const { Chat, seen } = createChat()
    const { url } = await start([Chat])
    const { received } = await talk(url, await bearer(), ['fail'])
    expect(received).toMatchObject([{ event: 'exception', data: { message: 'Internal server error' } }])
    expect(seen).toEqual(['connected ada'])
  })

  it('answers a refusal that a handler throws', async () => {
    @WebSocketGateway()
    class Late {
      readonly resource: ProtectedResource

      constructor(resource: ProtectedResource) {
        this.resource = resource
      }

      @SubscribeMessage('late')
      late(@Auth() auth: AuthContext) {
        this.resource.authorize(auth, requireScopes('late'))
      }
    }
    Inject(getProtectedResourceToken())(Late, undefined, 0)
    const { url } = await start([Late])
    const { received } = await talk(url, await bearer(), ['late'])
    expect(received).toMatchObject([{ event: 'exception', data: { error: 'insufficient_scope' } }])
  })

  /** A connection of a client whose first message was answered. */
  async function openSocket(url: string, headers: Record<string, string>) {
    const socket = new WebSocket(url, { headers })
    const closed = new Promise((resolve) => socket.on('close', resolve))
    await new Promise((resolve) => {
      socket.on('message', resolve)
      socket.on('open', () => socket.send('{"event":"say"}'))
    })
    return { socket, closed }
  }

  it('is closed with 4401 when the token expires', async () => {
    const { Chat, seen } = createChat()
    const { url } = await start([Chat])
    onTestFinished(() => void vi.useRealTimers())
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    const { closed } = await openSocket(url, await bearer({ exp: Math.floor(Date.now() / 1000) + 20 }))
    vi.advanceTimersByTime(20_000)
    expect(await closed).toBe(4401)
    expect(seen).toHaveLength(2)
  })

  it('is closed with 4401 by the first message after the token was revoked', async () => {
    const { Chat, seen } = createChat()
    const { app, url } = await start([Chat])
    const accessToken = await issuer().issue()
    const { socket, closed } = await openSocket(url, { authorization: `Bearer ${accessToken}` })
    await app.get<ProtectedResource>(getProtectedResourceToken()).revoke({ accessToken })
    socket.send('{"event":"say"}')
    expect(await closed).toBe(4401)
    expect(seen).toHaveLength(2)
  })

  it('takes one DPoP proof for the handshake and all messages, and for no second connection', async () => {
    const { Chat } = createChat()
    const { url } = await start([Chat])
    const client = await createDpopClient()
    const accessToken = await issuer().issueBound(client, { claims: { sub: 'ada' } })
    const headers = await client.headers({ url: `${publicUrl}/`, method: 'GET', accessToken })
    expect((await talk(url, headers, ['say', 'say'])).received).toEqual([SAID, SAID])
    expect(await talk(url, headers, ['say'])).toMatchObject({ received: [], code: 4401 })
  })

  it('closes a connection with a bound token at the first message after the token was revoked', async () => {
    const { Chat } = createChat()
    const { app, url } = await start([Chat])
    const client = await createDpopClient()
    const accessToken = await issuer().issueBound(client, { claims: { sub: 'ada' } })
    const headers = await client.headers({ url: `${publicUrl}/`, accessToken })
    const socket = new WebSocket(url, { headers })
    const say = () => socket.send(JSON.stringify({ event: 'say', data: 'say' }))
    const received: unknown[] = []
    socket.on('open', say)
    socket.on('message', (data: Buffer) => {
      received.push(JSON.parse(data.toString()))
      const resource = app.get<ProtectedResource>(getProtectedResourceToken())
      void resource.revoke({ accessToken }).then(say)
    })
    const code = await new Promise((resolve) => void socket.on('close', resolve))
    expect([received, code]).toEqual([[SAID], 4401])
  })

  it('is decided about by each of two applications that have it, one after the other', async () => {
    const { Chat, seen } = createChat()
    const first = await start([Chat])
    await first.app.close()
    const { url } = await start([Chat])
    expect((await talk(url, await bearer(), ['say'])).received).toEqual([SAID])
    expect((await talk(url, {}, ['say'])).code).toBe(4401)
    expect(seen).toEqual(['connected ada', 'ada says say'])
  })
})
