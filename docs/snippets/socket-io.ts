import { createProtectedResource, requireScopes, type AuthContext } from '@portcullis/core'
import { createServer, type Server as HttpServer } from 'node:http'

export const server: HttpServer = createServer()

const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com'
})

// #region socket-io
import { Server, type Socket } from 'socket.io'

export const io = new Server(server)
const guard = requireScopes('read:messages')

io.use((socket, next) => {
  void authenticate(socket, next)
})

async function authenticate(socket: Socket, next: (error?: Error) => void): Promise<void> {
  try {
    socket.data = { auth: await callerOf(socket) }
    next()
  } catch (error) {
    next(error instanceof Error ? error : new Error('not authenticated'))
  }
}

async function callerOf(socket: Socket): Promise<AuthContext> {
  const token: unknown = socket.handshake.auth['token']
  const headers = { authorization: `Bearer ${String(token)}` }
  const auth = await api.authenticate({ method: 'GET', url: '/socket.io/', headers })
  api.authorize(auth, guard)
  // The connection must not outlive the token.
  const milliseconds = Math.min(auth.expiresAt * 1000 - Date.now(), 2 ** 31 - 1)
  const timer = setTimeout(() => socket.disconnect(true), milliseconds)
  socket.once('disconnect', () => clearTimeout(timer))
  return auth
}
// #endregion
