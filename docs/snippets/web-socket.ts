import { createProtectedResource } from '@portcullis/core'

/** `handleUpgrade` of a WebSocket library; the test brings one along. */
export let accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void = (_request, socket) => {
  socket.destroy()
}

/** Sets `accept`. */
export function acceptWith(other: typeof accept): void {
  accept = other
}

export const server: Server = createServer()

const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com'
})

// #region upgrade
import { createServer, STATUS_CODES, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { fromNodeRequest, ProtectedResourceError, requireScopes } from '@portcullis/core'

const guard = requireScopes('read:messages')

server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
  // A client that resets the connection during this wait must not end the process.
  socket.on('error', () => socket.destroy())
  void upgrade(request, socket, head)
})

async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  try {
    const context = await api.authenticate(fromNodeRequest(request))
    api.authorize(context, guard)
    endWith(context.expiresAt, socket)
    accept(request, socket, head) // handleUpgrade() of your WebSocket library
  } catch (error) {
    if (error instanceof ProtectedResourceError) socket.end(refusal(error))
    else socket.destroy()
  }
}

/** The connection must not outlive the token. */
function endWith(expiresAt: number, socket: Duplex): void {
  const milliseconds = Math.min(expiresAt * 1000 - Date.now(), 2 ** 31 - 1)
  const timer = setTimeout(() => socket.destroy(), milliseconds)
  socket.once('close', () => clearTimeout(timer))
}

/** The same answer as for any other request, as bytes. */
function refusal(error: ProtectedResourceError): string {
  const { status, headers, body = '' } = api.answer(error)
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${fields.join('')}Connection: close\r\n\r\n${body}`
}
// #endregion
