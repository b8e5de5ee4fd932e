import type { INestApplication } from '@nestjs/common'
import { WsAdapter } from '@nestjs/platform-ws'
import { PortcullisModule } from '@portcullis/nestjs'
import type { TestIssuer } from '@portcullis/testing'
import { WebSocket } from 'ws'
import { createApp } from './serve.ts'

type Providers = NonNullable<Parameters<typeof createApp>[0]['providers']>

/** How clients of the gateways see the API. */
export const publicUrl = 'https://api.example.com'

/** What gateways of the tests answer to a message of Ada. */
export const SAID = { event: 'said', data: 'ada' }

interface Gateways {
  /** Starts an application with gateways, and returns it with its address. */
  start(providers: Providers): Promise<{ app: INestApplication; url: string }>
  /** The header with a token of Ada. */
  bearer(claims?: Record<string, unknown>): Promise<{ authorization: string }>
}

/** What tests of gateways need of an issuer. */
export function gatewaysOf(issuer: () => TestIssuer): Gateways {
  return {
    async start(providers) {
      const options = { ...issuer().options, publicUrl, dpop: true } as const
      const app = await createApp({ imports: [PortcullisModule.forRoot(options)], providers })
      app.useWebSocketAdapter(new WsAdapter(app))
      await app.listen(0, '127.0.0.1')
      return { app, url: (await app.getUrl()).replace('http', 'ws') }
    },
    bearer: async (claims = {}) => ({
      authorization: `Bearer ${await issuer().issue({ claims: { sub: 'ada', ...claims } })}`
    })
  }
}

/** What a client of a gateway got, and how its connection was closed. */
interface Talk {
  readonly received: unknown[]
  readonly code: number
  readonly reason: string
}

/** Sends events as soon as the connection is open, and closes it after as many answers. */
export function talk(url: string, headers: Record<string, string>, events: readonly string[]): Promise<Talk> {
  return new Promise<Talk>((resolve, reject) => {
    const socket = new WebSocket(url, { headers })
    const received: unknown[] = []
    socket.on('open', () => {
      for (const event of events) socket.send(JSON.stringify({ event, data: event }))
    })
    socket.on('message', (data: Buffer) => {
      received.push(JSON.parse(data.toString()))
      if (received.length === events.length) socket.close(1000)
    })
    socket.on('error', reject)
    socket.on('close', (code, reason) => resolve({ received, code, reason: reason.toString() }))
  })
}
