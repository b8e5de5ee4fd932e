import type { Listening } from './listen.ts'

/** Uses a server for a while and closes it, whatever comes of it. */
export async function withServer<T>(
  started: Promise<Listening>,
  use: (port: number) => Promise<T>
): Promise<T> {
  const server = await started
  try {
    return await use(server.port)
  } finally {
    await server.close()
  }
}
