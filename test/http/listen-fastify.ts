import type { FastifyInstance } from 'fastify'
import type { Listening } from './listen.ts'

/** Listens with a Fastify application on an ephemeral port of loopback. */
export async function listenFastify(app: FastifyInstance): Promise<Listening> {
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  return { origin, port: Number(new URL(origin).port), close: () => app.close() }
}
