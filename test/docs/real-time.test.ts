import { createClient, type Client } from 'graphql-ws'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { listen, listening, type Listening } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { startExampleIssuer, type ExampleIssuer } from './example-issuer.ts'

let issuer: ExampleIssuer

beforeAll(async () => {
  issuer = await startExampleIssuer()
})

afterAll(() => issuer.close())

const issue = (scope: string, expiresInSeconds = 60) =>
  issuer.issue({ claims: { sub: 'ada', scope }, expiresInSeconds })

describe('the snippet about socket.io', () => {
  let api: Listening
  let closeServer: () => Promise<void>

  beforeAll(async () => {
    const { server, io: sockets } = await import('../../docs/snippets/socket-io.ts')
    sockets.on('connection', (socket) => socket.emit('hello', (socket.data as { auth: object }).auth))
    api = await listening(server)
    closeServer = () => sockets.close()
  })

  afterAll(() => closeServer())

  /** What the client is told first. */
  async function outcomeOf(auth: object): Promise<{ socket: Socket; event: string; details: unknown }> {
    const socket = io(api.origin, { auth, reconnection: false })
    onTestFinished(() => void socket.disconnect())
    return new Promise((resolve) => {
      socket.on('connect_error', ({ message }) => resolve({ socket, event: 'refused', details: message }))
      socket.on('hello', (details: unknown) => resolve({ socket, event: 'hello', details }))
    })
  }

  test('refuses a connection without a token, and one without the scope, by the public text', async () => {
    expect(await outcomeOf({})).toMatchObject({ event: 'refused', details: expect.any(String) as string })
    expect(await outcomeOf({ token: await issue('other') })).toMatchObject({
      event: 'refused',
      details: 'the access token does not grant what this resource requires'
    })
  })

  test('admits a token with the scope, and disconnects when it expires', async () => {
    const { socket, event, details } = await outcomeOf({ token: await issue('read:messages', 4) })
    expect({ event, details }).toMatchObject({ event: 'hello', details: { subject: 'ada' } })
    // A token has two parts that begin so; the id of a key can contain it once.
    expect(JSON.stringify(details)).not.toMatch(/eyJ[\w-]*\.eyJ/u)
    const reason = await new Promise((resolve) => socket.once('disconnect', resolve))
    expect(reason).toBe('io server disconnect')
  })
})

describe('the snippet about GraphQL over WebSocket', () => {
  let api: Listening
  let dispose: () => Promise<void>

  beforeAll(async () => {
    const { server, subscriptions } = await import('../../docs/snippets/graphql-ws.ts')
    api = await listening(server)
    dispose = async () => {
      await subscriptions.dispose()
      await api.close()
    }
  })

  afterAll(() => dispose())

  function connect(connectionParams?: Record<string, unknown>): { client: Client; closed: Promise<unknown> } {
    let client: Client | undefined
    const closed = new Promise((resolve) => {
      client = createClient({
        url: `${api.origin.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        lazyCloseTimeout: 60_000,
        ...(connectionParams === undefined ? {} : { connectionParams }),
        on: { closed: (event) => resolve((event as { code: number }).code) }
      })
    })
    if (client === undefined) throw new Error('no client')
    const opened = client
    onTestFinished(() => void opened.dispose())
    return { client, closed }
  }

  /** The answer to a query, or why the connection closed. */
  function query(client: Client): Promise<unknown> {
    return new Promise((resolve) => {
      client.subscribe(
        { query: '{ hello }' },
        { next: ({ data }) => resolve(data), error: () => undefined, complete: () => undefined }
      )
    })
  }

  test.each([undefined, {}, { authorization: 'Bearer x' }])(
    'closes with 4403 for the parameters %j',
    async (parameters) => {
      const { client, closed } = connect(parameters)
      void query(client)
      expect(await closed).toBe(4403)
    }
  )

  test('closes with 4403 for a token without the scope', async () => {
    const { client, closed } = connect({ authorization: `Bearer ${await issue('other')}` })
    void query(client)
    expect(await closed).toBe(4403)
  })

  test('answers the query of a token with the scope, and closes with 4403 when it expires', async () => {
    const { client, closed } = connect({ authorization: `Bearer ${await issue('read:messages', 4)}` })
    expect(await query(client)).toEqual({ hello: 'ada' })
    expect(await closed).toBe(4403)
  })
})

describe('the snippet about server-sent events', () => {
  test('refuses without a token, streams with the scope, and ends when the token expires', async () => {
    const { app } = await import('../../docs/snippets/server-sent-events.ts')
    await withServer(listen(app), async (port) => {
      expect((await send(port, { path: '/events' })).status).toBe(401)
      const authorization = `Bearer ${await issue('read:messages', 4)}`
      const answer = await send(port, { path: '/events', headers: { authorization } })
      expect(answer).toMatchObject({ status: 200, body: 'event: hello\ndata: {"for":"ada"}\n\n' })
    })
  })
})
