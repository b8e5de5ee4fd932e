import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'

/** A free port that the operating system gives to no other program until it is released. */
export interface ReservedPort {
  readonly port: number
  /** Gives the port back; does nothing the second time. */
  release(): void
}

/**
 * Reserves a free port: binds it to the client's end of a connection that stays open. Linux lets a server
 * listen there nevertheless, and stop and start again (SO_REUSEADDR, which Node.js sets); other systems do
 * not. While no server listens, connections are refused. The connection does not keep the process alive.
 */
export async function reservePort(host: string): Promise<ReservedPort> {
  const door = createServer().listen(0, host)
  const accepting = once(door, 'connection')
  await once(door, 'listening')
  const client = connect({ host, port: portOf(door), localAddress: host })
  const [[accepted]] = (await Promise.all([accepting, once(client, 'connect')])) as [[Socket], unknown]
  door.close()
  for (const socket of [client, accepted]) socket.unref().on('error', () => undefined)
  return {
    port: client.localPort ?? 0,
    release() {
      // A reset leaves nothing behind that would hold the port for another minute (TIME_WAIT).
      client.resetAndDestroy()
      accepted.destroy()
    }
  }
}

/** The port that a server listens on. */
export function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('the test issuer does not listen on a port')
  return address.port
}
