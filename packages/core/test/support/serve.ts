import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

/** Serves a listener on loopback until the test is over, and tells its origin. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return `http://127.0.0.1:${address.port}`
}
