import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on an ephemeral port of loopback. */
export interface Listening {
  port: number
  origin: string
  close(): Promise<void>
}

/** Middleware that authenticates; its protected resource counts as open until it is closed. */
interface Authenticating {
  readonly protectedResource: { close(): Promise<void> }
}

const authenticating = new WeakMap<RequestListener, readonly Authenticating[]>()

/** Closes the protected resources of this middleware with the server that listens with this application. */
export function closeWith<App extends RequestListener>(
  app: App,
  ...middleware: readonly Authenticating[]
): App {
  authenticating.set(app, [...(authenticating.get(app) ?? []), ...middleware])
  return app
}

/** Serves a listener on loopback until it is closed; open connections do not hold it up. */
export async function listen(listener: RequestListener, options: ServerOptions = {}): Promise<Listening> {
  const server = await listening(createServer(options, listener))
  return {
    ...server,
    async close() {
      await server.close()
      const opened = authenticating.get(listener) ?? []
      await Promise.all(opened.map(({ protectedResource }) => protectedResource.close()))
    }
  }
}

/** Starts a server on loopback. */
export async function listening(server: Server, scheme = 'http'): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return { port, origin: `${scheme}://127.0.0.1:${port}`, close: () => closeServer(server) }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
