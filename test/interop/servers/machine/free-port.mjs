import { createServer } from 'node:net'

/**
 * A port of loopback that nobody listens on at this moment.
 *
 * @returns {Promise<number>} The port.
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
