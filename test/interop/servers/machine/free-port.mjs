import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { platform } from 'node:process'

const HOST = '127.0.0.1'

/**
 * Finds a free port of the loopback interface. On Linux, the operating system gives it to no other program
 * for as long as this process runs. So a program can take its time to listen there, and can stop and start
 * again; meanwhile, connections are refused.
 *
 * @returns {Promise<number>} The port.
 */
export async function freePort() {
  const server = createServer((accepted) => accepted.unref())
  await once(server.listen(0, HOST), 'listening')
  const port = platform === 'linux' ? await reservePort(portOf(server)) : portOf(server)
  server.close()
  return port
}

/**
 * Takes a port for the client's end of a connection. Linux lets a server listen at such a port nevertheless,
 * if the server names it (SO_REUSEADDR); other systems do not.
 *
 * @param {number} port Where a server accepts the connection.
 * @returns {Promise<number>} The port of the client.
 */
async function reservePort(port) {
  const socket = connect({ host: HOST, port, localAddress: HOST })
  await once(socket, 'connect')
  // It stays open until the process ends, which does not wait for it.
  socket.unref()
  return socket.localPort ?? 0
}

/**
 * @param {import('node:net').Server} server
 * @returns {number}
 */
function portOf(server) {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
