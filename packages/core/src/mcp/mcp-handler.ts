import type { AuthContext } from '../context/auth-context.ts'

/** The part of Node's `ServerResponse` that is used after an error. */
export interface McpResponse {
  readonly headersSent: boolean
  setHeader(name: string, value: string | number | readonly string[]): unknown
  writeHead(status: number): { end(): unknown }
  destroy(): unknown
}

/**
 * What answers the requests of MCP clients: `handleRequest` of a transport, or `toNodeHandler` of SDK v2.
 *
 * @typeParam Request Node's request; `auth` of it is where both SDKs look for the caller.
 * @typeParam Response Node's response.
 */
export type McpHandler<Request, Response> = (
  request: Request & { auth: AuthContext },
  response: Response,
  body: unknown
) => unknown

/**
 * The part of a reply of Fastify that hands over Node's response.
 *
 * @typeParam Response Node's response.
 */
export interface McpReply<Response> {
  readonly raw: Response
  getHeaders(): object
  hijack(): unknown
}

/**
 * Takes Node's response from a reply of Fastify, for authors of adapters. Fastify sends no headers of its own
 * after this: those of hooks, such as CORS, are copied.
 *
 * @typeParam Response Node's response.
 * @param reply The reply.
 */
export function hijack<Response extends McpResponse>(reply: McpReply<Response>): Response {
  const { raw } = reply
  for (const [name, value] of Object.entries<string | string[]>({ ...reply.getHeaders() }))
    raw.setHeader(name, value)
  reply.hijack()
  return raw
}

/**
 * Waits for a handler that writes to Node's response itself, for authors of adapters. After an error, the
 * answer is a 500 or, if it has begun, ends incomplete.
 *
 * @param response The response.
 * @param run Calls the handler.
 * @param report Is called with the error.
 */
export async function answerAsNode(
  response: McpResponse,
  run: () => unknown,
  report: (error: unknown) => void
): Promise<void> {
  try {
    await run()
  } catch (error) {
    report(error)
    if (response.headersSent) response.destroy()
    else response.writeHead(500).end()
  }
}
