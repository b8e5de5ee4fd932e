import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { TlsIdentity } from './create-self-signed-certificate.ts'
import { portOf, reservePort } from './reserve-port.ts'
import type { ReservedPort } from './reserve-port.ts'

/** What the server of an issuer is made of. */
export interface IssuerServerSettings {
  /** Answers the requests. */
  readonly listener: RequestListener
  /** With it the server speaks https. */
  readonly tls?: TlsIdentity | undefined
}

/** A server on loopback that can be stopped and started again at the same port. */
export interface IssuerServer {
  /**
   * Starts to listen; does nothing when it listens already.
   *
   * @param port 0 takes any free one and, on Linux, keeps it from other programs until `close()`.
   * @returns The port.
   */
  start(port: number): Promise<number>
  /**
   * Closes the port and every connection, in the midst of answers too; does nothing when it is closed
   * already.
   */
  stop(): Promise<void>
  /** Stops, and gives the port back. */
  close(): Promise<void>
}

/** The only host that the test issuer ever listens on. */
export const LOOPBACK_HOST = '127.0.0.1'

/** Makes a server that does not listen yet. */
export function createIssuerServer(settings: IssuerServerSettings): IssuerServer {
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let reserved: ReservedPort | undefined
  let lastTurn: Promise<unknown> = Promise.resolve()

  // One after the other: a start must not meet a port that a stop is about to close.
  async function inTurn<Result>(step: () => Promise<Result>): Promise<Result> {
    const turn = lastTurn.then(step)
    lastTurn = turn.catch(() => undefined)
    return turn
  }

  const listenAt = (port: number): Promise<Server> =>
    listen(trackSockets(createServer(settings), sockets), port)

  async function listenAnywhere(): Promise<Server> {
    reserved = await reservePort(LOOPBACK_HOST)
    try {
      return await listenAt(reserved.port)
    } catch {
      reserved.release()
      return listenAt(0)
    }
  }

  async function stop(): Promise<void> {
    if (server === undefined) return
    const closed = once(server.close(), 'close')
    server = undefined
    for (const socket of sockets) socket.destroy()
    await closed
  }

  return {
    start: (port) =>
      inTurn(async () => {
        server ??= await (port === 0 ? listenAnywhere() : listenAt(port))
        return portOf(server)
      }),
    stop: () => inTurn(stop),
    close: () =>
      inTurn(async () => {
        await stop()
        reserved?.release()
      })
  }
}

function createServer({ listener, tls }: IssuerServerSettings): Server {
  // No connection is kept for a second request: what a client sees then depends on the faults alone, not on its pool.
  const answerAndClose: RequestListener = (request, response) => {
    response.shouldKeepAlive = false
    listener(request, response)
  }
  return tls === undefined ? createHttpServer(answerAndClose) : createHttpsServer({ ...tls }, answerAndClose)
}

/** Keeps account of every connection, also of those on which nothing was said yet. */
function trackSockets(server: Server, sockets: Set<Socket>): Server {
  return server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
}

async function listen(server: Server, port: number): Promise<Server> {
  server.listen(port, LOOPBACK_HOST)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(`the test issuer cannot listen on port ${port} of ${LOOPBACK_HOST}`, { cause })
  }
  return server
}
