import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchangeBytes } from '../http/exchange-bytes.ts'
import { listening, type Listening } from '../http/listen.ts'
import { startExampleIssuer, type ExampleIssuer } from './example-issuer.ts'

/** RFC 6455 section 1.3. */
const HANDSHAKE = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

let issuer: ExampleIssuer
let api: Listening

beforeAll(async () => {
  issuer = await startExampleIssuer()
  const { server, acceptWith } = await import('../../docs/snippets/web-socket.ts')
  acceptWith(acceptUpgrade)
  api = await listening(server)
})

afterAll(async () => {
  await api.close()
  await issuer.close()
})

/** What a WebSocket library does first. */
function acceptUpgrade({ headers }: IncomingMessage, socket: Duplex): void {
  const key = createHash('sha1').update(`${headers['sec-websocket-key']}${HANDSHAKE}`).digest('base64')
  const fields = ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${key}`]
  socket.write(`HTTP/1.1 101 Switching Protocols\r\n${fields.join('\r\n')}\r\n\r\n`)
}

/** Asks for a WebSocket, and gives all that comes until the connection ends. */
function upgrade(token?: string): Promise<string> {
  return exchangeBytes(api.port, upgradeRequest(token))
}

function upgradeRequest(token?: string): string {
  const fields = [
    'Host: api.example.com',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`])
  ]
  return `GET /live HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`
}

describe('the snippet about WebSockets', () => {
  it('refuses an upgrade without a token, with the usual answer', async () => {
    const answer = await upgrade()
    expect(answer).toContain('HTTP/1.1 401 Unauthorized\r\n')
    expect(answer).toContain('WWW-Authenticate: Bearer realm="https://api.example.com"\r\n')
    expect(answer.endsWith('\r\n\r\n')).toBe(true)
  })

  it('refuses a token without the scope, and names it', async () => {
    const answer = await upgrade(await issuer.issue())
    expect(answer).toContain('HTTP/1.1 403 Forbidden\r\n')
    expect(answer).toContain('scope="read:messages"')
    expect(answer.endsWith('}')).toBe(true)
  })

  it('outlives a client that resets the connection while its token is looked at', async () => {
    const { server } = await import('../../docs/snippets/web-socket.ts')
    const token = await issuer.issue({ claims: { scope: 'read:messages' } })
    const client = connect(api.port, '127.0.0.1')
    client.write(upgradeRequest(token))
    const [, socket] = (await once(server, 'upgrade')) as [IncomingMessage, Duplex]
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.resume()
    client.resetAndDestroy()
    await closed
    expect(await upgrade()).toContain('HTTP/1.1 401 Unauthorized\r\n')
  })

  it('lets a token with the scope in, and ends the connection when the token expires', async () => {
    const token = await issuer.issue({ claims: { scope: 'read:messages' }, expiresInSeconds: 4 })
    expect(await upgrade(token)).toContain('HTTP/1.1 101 Switching Protocols\r\n')
  })
})
