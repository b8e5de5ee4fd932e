import { WsAdapter } from '@nestjs/platform-ws'
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets'
import {
  Auth,
  OptionalAuth,
  PortcullisModule,
  Public,
  RequireClaim,
  type AuthContext
} from '@portcullis/nestjs'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { useIssuer } from './support/open-issuer.ts'
import { gatewaysOf, SAID, talk } from './support/gateways.ts'
import { createApp } from './support/serve.ts'

const issuer = useIssuer()
const { start, bearer } = gatewaysOf(issuer)

describe('a gateway', () => {
  it('gets everything if it is public, and anonymous clients if it is optional', async () => {
    @WebSocketGateway({ path: '/public' })
    @Public()
    class Open {
      @SubscribeMessage('say')
      say(@Auth() auth?: AuthContext) {
        return { event: 'said', data: auth?.subject ?? 'stranger' }
      }
    }
    @WebSocketGateway({ path: '/optional' })
    @OptionalAuth()
    class Optional extends Open {}
    const { url } = await start([Open, Optional])
    const stranger = { received: [{ event: 'said', data: 'stranger' }] }
    expect(await talk(`${url}/public`, await bearer(), ['say'])).toMatchObject(stranger)
    expect(await talk(`${url}/optional`, {}, ['say'])).toMatchObject(stranger)
    expect((await talk(`${url}/optional`, await bearer(), ['say'])).received).toEqual([SAID])
  })

  it('gets every handshake, and only messages of a valid token, if its handleConnection is public', async () => {
    const seen: string[] = []
    @WebSocketGateway()
    class Lobby {
      @Public()
      handleConnection() {
        seen.push('connected')
      }

      @SubscribeMessage('say')
      say() {
        seen.push('said')
        return SAID
      }
    }
    const { url } = await start([Lobby])
    expect(await talk(url, {}, ['say'])).toMatchObject({ received: [], code: 4401 })
    expect((await talk(url, await bearer(), ['say'])).received).toEqual([SAID])
    expect(seen).toEqual(['connected', 'connected', 'said'])
  })

  it('whose instance is of a class that Nest does not know gets no handshake without a token', async () => {
    const seen: string[] = []
    @WebSocketGateway()
    class Lobby {
      handleConnection() {
        seen.push('connected')
      }

      @SubscribeMessage('say')
      say() {
        return SAID
      }
    }
    class Made extends Lobby {}
    const { app, url } = await start([Lobby])
    Object.setPrototypeOf(app.get(Lobby), Made.prototype)
    const socket = new WebSocket(url)
    await once(socket, 'open')
    socket.close()
    await once(socket, 'close')
    expect(seen).toEqual([])
  })

  it('closes the handshake with 4500 if a function of the application fails', async () => {
    @WebSocketGateway()
    @RequireClaim('sub', () => {
      throw new Error('the database is down')
    })
    class Failing {
      @SubscribeMessage('say')
      say() {
        return SAID
      }
    }
    const { url } = await start([Failing])
    expect(await talk(url, await bearer(), ['say'])).toMatchObject({ received: [], code: 4500, reason: '' })
  })

  it('is an error at start if its handleConnection is not a method: it would run without a token', async () => {
    @WebSocketGateway()
    class Arrow {
      handleConnection = () => undefined

      @SubscribeMessage('say')
      say() {
        return SAID
      }
    }
    const app = await createApp({ imports: [PortcullisModule.forRoot(issuer().options)], providers: [Arrow] })
    app.useWebSocketAdapter(new WsAdapter(app))
    await expect(app.init()).rejects.toThrow('Arrow.handleConnection: make it a method of the class')
  })
})
