import { once } from 'node:events'
import { createServer } from 'node:http'

/**
 * Everything binds to the loopback interface only. It is the literal address and not `localhost`, which can
 * mean `::1`: another program can have the same port there.
 */
const HOST = '127.0.0.1'

const PORTS_TRIED = 50

/**
 * An HTTP server that listens before it has a request listener: the URLs of all servers must be known before
 * any of them can be configured.
 *
 * @typedef {object} ListeningServer
 * @property {string} origin
 * @property {number} port
 * @property {(listener: import('node:http').RequestListener) => void} serve
 * @property {() => Promise<void>} close Also ends open connections.
 */

/** The port of `--port` is in use. */
export class PortBusyError extends Error {
  /** @param {number} port */
  constructor(port) {
    super(`port ${port} is in use by another program; choose another one with "--port"`)
  }
}

/**
 * Servers on consecutive ports, closed together.
 *
 * @param {number} firstPort
 */
export function createServerRow(firstPort) {
  /** @type {ListeningServer[]} */
  const servers = []
  return {
    /**
     * Adds a server on the next free port.
     *
     * @param {{ exactPort?: boolean }} [options] `exactPort`: the next port, free or not.
     * @throws {PortBusyError} If no port is free.
     */
    listen: async ({ exactPort = false } = {}) => {
      const server = await listenOnFreePort(
        (servers.at(-1)?.port ?? firstPort - 1) + 1,
        exactPort ? 1 : PORTS_TRIED
      )
      servers.push(server)
      return server
    },
    closeAll: async () => {
      await Promise.all(servers.map((server) => server.close()))
    }
  }
}

/**
 * @param {number} firstPort
 * @param {number} count How many ports to try.
 * @returns {Promise<ListeningServer>}
 */
async function listenOnFreePort(firstPort, count) {
  for (let port = firstPort; port < Math.min(firstPort + count, 65_536); port += 1) {
    const server = await tryToListen(port)
    if (server !== undefined) return describeServer(server, port)
  }
  throw new PortBusyError(firstPort)
}

/** @param {number} port */
async function tryToListen(port) {
  const server = createServer()
  server.listen(port, HOST)
  try {
    await once(server, 'listening')
    return server
  } catch (error) {
    // EACCES: the system reserves some ports; the next one can be free.
    if (error instanceof Error && 'code' in error && ['EADDRINUSE', 'EACCES'].includes(String(error.code)))
      return undefined
    throw error
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {ListeningServer}
 */
function describeServer(server, port) {
  return {
    origin: `http://${HOST}:${port}`,
    port,
    serve: (listener) => void server.on('request', listener),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    }
  }
}
