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
