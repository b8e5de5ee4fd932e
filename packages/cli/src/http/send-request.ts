import { request as requestPlain, type IncomingMessage } from 'node:http'
import { request as requestTls } from 'node:https'
import { TLSSocket } from 'node:tls'
import { decodeBody } from './decode-body.ts'
import type { Answer, Exchange, TlsFacts } from './exchange.ts'
import { failureCodeOf, failureKindOf } from './failure-kind.ts'

/** A request to send. */
export interface OutgoingRequest {
  readonly url: string
  /** @default 'GET' */
  readonly method?: string
  /** names and values, in order; a name that occurs twice is sent as two lines */
  readonly headers?: readonly (readonly [name: string, value: string])[]
  readonly body?: string
}

/** Limits on time and size of an answer. */
export interface RequestLimits {
  readonly fetchTimeoutSeconds: number
  /** 0 reads no body, for answers without end. */
  readonly maxBytes: number
}

/** Five seconds and one megabyte: more than any metadata document or key set needs. */
const DEFAULT_LIMITS: RequestLimits = { fetchTimeoutSeconds: 5, maxBytes: 1024 * 1024 }

/**
 * Sends one request and returns its result; never rejects. Follows no redirect, keeps no cookie, reads no
 * more than the limit, and verifies certificates as Node does (`NODE_EXTRA_CA_CERTS` applies).
 */
export async function sendRequest(
  request: OutgoingRequest,
  limits: RequestLimits = DEFAULT_LIMITS
): Promise<Exchange> {
  const startedAt = performance.now()
  const method = request.method ?? 'GET'
  const facts = () => ({ method, url: request.url, elapsedSeconds: (performance.now() - startedAt) / 1000 })
  try {
    const answer = await exchange(request, limits)
    return { outcome: 'answered', ...facts(), answer }
  } catch (error) {
    const code = failureCodeOf(error)
    const failure =
      code === 'ERR_INVALID_PROTOCOL' || code === 'ERR_INVALID_URL' ? 'unsupported_url' : failureKindOf(code)
    return { outcome: 'failed', ...facts(), failure, failureCode: code }
  }
}

async function exchange(request: OutgoingRequest, limits: RequestLimits): Promise<Answer> {
  const url = new URL(request.url)
  const send = url.protocol === 'https:' ? requestTls : requestPlain
  return await new Promise<Answer>((resolve, reject) => {
    const outgoing = send(url, {
      method: request.method ?? 'GET',
      headers: serializeHeaders(url, request),
      agent: false
    })
    const timer = setTimeout(() => {
      outgoing.destroy(Object.assign(new Error('deadline'), { code: 'ETIMEDOUT' }))
    }, limits.fetchTimeoutSeconds * 1000)
    outgoing.on('close', () => clearTimeout(timer))
    outgoing.on('error', reject)
    // A server that changes the protocol (101) sends no response event.
    outgoing.on('upgrade', (_, socket) => {
      socket.destroy()
      reject(Object.assign(new Error('upgrade'), { code: 'ECONNRESET' }))
    })
    outgoing.on('response', (message) => {
      readAnswer(message, limits.maxBytes).then(resolve, reject)
    })
    outgoing.end(request.body)
  })
}

// Node sends a repeated name as repeated lines only from a flat list.
function serializeHeaders(url: URL, request: OutgoingRequest): string[] {
  const length = request.body === undefined ? [] : ['Content-Length', String(Buffer.byteLength(request.body))]
  const fixed = ['Host', url.host, 'Accept', 'application/json', 'Accept-Encoding', 'identity']
  return [
    ...fixed,
    'User-Agent',
    'portcullis-doctor',
    'Connection',
    'close',
    ...length,
    ...(request.headers ?? []).flat()
  ]
}

async function readAnswer(message: IncomingMessage, maxBytes: number): Promise<Answer> {
  const receivedAt = Date.now() / 1000
  const tls = message.socket instanceof TLSSocket ? readTlsFacts(message.socket) : undefined
  const headers = groupHeaders(message.rawHeaders)
  const { bytes, truncated } = await readBounded(message, maxBytes)
  const decoded = decodeBody(bytes, headers.get('content-encoding')?.[0], maxBytes)
  return {
    status: message.statusCode ?? 0,
    headers,
    body: new TextDecoder().decode(decoded),
    bodyBytes: decoded.byteLength,
    truncated,
    tls,
    receivedAt
  }
}

async function readBounded(message: IncomingMessage, maxBytes: number) {
  if (maxBytes === 0) {
    message.destroy()
    return { bytes: Buffer.alloc(0), truncated: true }
  }
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk as Uint8Array)
    chunks.push(bytes)
    length += bytes.byteLength
    if (length > maxBytes) break
  }
  return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), truncated: length > maxBytes }
}

function groupHeaders(rawHeaders: readonly string[]): Map<string, string[]> {
  const grouped = new Map<string, string[]>()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? ''
    grouped.set(name, [...(grouped.get(name) ?? []), rawHeaders[index + 1] ?? ''])
  }
  return grouped
}

function readTlsFacts(socket: TLSSocket): TlsFacts {
  const expiry = Date.parse(socket.getPeerCertificate().valid_to)
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    certificateExpiresAt: Number.isNaN(expiry) ? undefined : expiry / 1000
  }
}
