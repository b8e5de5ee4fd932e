import type { Express } from 'express'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What a client receives. */
export interface Received {
  readonly status: number
  readonly challenge: string | null
  readonly body: string
}

/** Asks an API on loopback for a path, with an access token or without. */
export type Ask = (path: string, accessToken?: string) => Promise<Received>

/** Serves an application on loopback until the test is over. */
export async function serve(app: Express): Promise<Ask> {
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return async (path, accessToken) => {
    const headers = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
    const challenge = response.headers.get('www-authenticate')
    return { status: response.status, challenge, body: await response.text() }
  }
}
