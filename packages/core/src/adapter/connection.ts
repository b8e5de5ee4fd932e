import { systemClock } from '../clock/system-clock.ts'
import type { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { NodeRequest, ResourceHeaders, ResourceRequest } from '../request/resource-request.ts'

/** A connection that outlives its handshake: of `ws`, of socket.io, or the socket of Node.js behind one. */
export interface Connection {
  once(event: string, listener: () => void): unknown
  /** Of socket.io only. */
  disconnect?(close: boolean): unknown
  /** Of socket.io: sends an event. */
  emit?(event: string, data: unknown): unknown
  /** Of `ws`: sends a message. */
  send?(message: string): unknown
  /** Of `ws`: ends the connection with a code. */
  close?(code: number, reason: string): unknown
  destroy?(): unknown
}

/** Members of the parameters of a connection that are read, by their names in lower case. */
const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'dpop'])

/** Timers of Node.js and browsers cannot wait longer. */
const LONGEST_WAIT_MILLISECONDS = 2 ** 31 - 1

/** Connections that end with their token. */
const ENDING = new WeakSet<Connection>()

/**
 * Creates the request of a connection, for authors of adapters. A browser cannot set headers of a WebSocket
 * handshake, so the parameters of the connection can have the credentials: `connectionParams` of GraphQL, and
 * `auth` of socket.io. Their members `authorization` and `dpop` (in any case) count as headers; other members
 * are ignored. Credentials in both places count as two, and are refused.
 *
 * @param request The request of the handshake, if the host knows it.
 * @param parameters The parameters; anything but an object is treated as absent.
 * @returns The request, with the headers as they were sent.
 */
export function fromConnection(
  request: NodeRequest = { headers: {} },
  parameters: unknown = {}
): ResourceRequest {
  const headers = new Map<string, string[]>()
  const add = (name: string, value: string): void => {
    headers.set(name, [...(headers.get(name) ?? []), value])
  }
  const { rawHeaders = [] } = request
  // Not `headers`: Mercurius writes parameters to it.
  for (let index = 0; index < rawHeaders.length; index += 2)
    add(String(rawHeaders[index]).toLowerCase(), String(rawHeaders[index + 1]))
  for (const [key, value] of Object.entries(isJsonObject(parameters) ? parameters : {})) {
    const name = key.toLowerCase()
    if (CREDENTIALS.has(name) && typeof value === 'string') add(name, value)
  }
  const value: ResourceHeaders = Object.fromEntries(
    [...headers].map(([name, values]) => [name, values.length > 1 ? values : values[0]])
  )
  // Everything else is inherited, the socket with its certificate included.
  return Object.create(request, { headers: { value } }) as ResourceRequest
}

/**
 * Ends a connection when its token expires, for authors of adapters; once for each connection, however often
 * it is called.
 *
 * @param connection The connection. If it closes earlier, the timer is canceled.
 * @param expiresAt `expiresAt` of the context, in seconds since 1970.
 */
export function endWithToken(connection: Connection, expiresAt: number): void {
  if (ENDING.has(connection)) return
  ENDING.add(connection)
  let cancel = (): void => undefined
  const wait = (): void => {
    const milliseconds = (expiresAt - systemClock.now()) * 1000
    if (milliseconds <= 0) closeConnection(connection, 401, 'the access token expired')
    else cancel = systemClock.schedule(wait, Math.min(milliseconds, LONGEST_WAIT_MILLISECONDS))
  }
  wait()
  // socket.io has an event of its own.
  for (const event of ['close', 'disconnect']) connection.once(event, () => cancel())
}

/**
 * Closes a connection, for authors of adapters: with a code of 4000 plus the HTTP status, such as 4401. For
 * socket.io, which has no codes, it sends an event `exception` with the code first.
 */
export function closeConnection(connection: Connection, status: number, message: string): void {
  const code = 4000 + status
  if (connection.disconnect !== undefined) {
    connection.emit?.('exception', { status: 'error', code, message })
    connection.disconnect(true)
  } else if (connection.close === undefined) connection.destroy?.()
  else connection.close(code, message)
}

/**
 * Answers a refused message of a connection, for authors of adapters: a missing permission with an event
 * `exception`, everything else by closing the connection.
 */
export function refuseMessage(connection: Connection, refusal: ProtectedResourceError): void {
  const { status, message, oauthError: error } = refusal
  if (status !== 403) return closeConnection(connection, status, message)
  const data = { status: 'error', code: 4000 + status, message, error }
  if (connection.disconnect === undefined) connection.send?.(JSON.stringify({ event: 'exception', data }))
  else connection.emit?.('exception', data)
}
