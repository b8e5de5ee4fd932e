import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on an ephemeral port of loopback. */
export interface Listening {
  port: number
  origin: string
  close(): Promise<void>
}

/** Serves a listener on loopback until it is closed; open connections do not hold it up. */
export async function listen(listener: RequestListener): Promise<Listening> {
  return listening(createServer(listener))
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
