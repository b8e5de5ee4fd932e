import type { FastifyInstance } from 'fastify'
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
export async function serve(app: FastifyInstance): Promise<Ask> {
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => app.close())
  return async (path, accessToken) => {
    const headers = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }
    const response = await fetch(`${origin}${path}`, { headers })
    const challenge = response.headers.get('www-authenticate')
    return { status: response.status, challenge, body: await response.text() }
  }
}
