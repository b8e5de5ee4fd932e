import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGzip } from 'node:zlib'
import { textOf } from './planned-answer.ts'
import type { Delivery, PlannedAnswer } from './planned-answer.ts'

interface Sending {
  readonly response: ServerResponse
  readonly body: Buffer
  /** Aborts when the client goes away or the server stops. */
  readonly signal: AbortSignal
}

type DeliveryOf<Way extends Delivery['way']> = Extract<Delivery, { way: Way }>

/**
 * Sends an answer as it was planned: late, slowly, in part or not at all.
 *
 * @returns Resolves when nothing more will be sent; rejects when the client went away before or a pause
 *   failed.
 */
export async function deliverAnswer(plan: PlannedAnswer, response: ServerResponse): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => {
    gone.abort()
  })
  for (const pause of plan.pauses) await pause(gone.signal)
  if (gone.signal.aborted) return
  response.statusCode = plan.status
  for (const [name, value] of plan.headers) response.setHeader(name, value)
  await send(plan.delivery, { response, body: Buffer.from(textOf(plan)), signal: gone.signal })
}

async function send(delivery: Delivery, sending: Sending): Promise<void> {
  switch (delivery.way) {
    case 'whole':
      sending.response.end(sending.body)
      return
    case 'hang':
      return
    case 'reset':
      resetConnection(sending.response.socket)
      return
    case 'cutOff':
      sendHalf(sending)
      return
    case 'drip':
      return sendDrops(delivery, sending)
    case 'padded':
      return sendPadded(delivery, sending)
    case 'gzip':
      return sendCompressed(delivery, sending)
  }
}

/** Only a plain TCP socket can be reset; under TLS the connection is torn down without a farewell. */
function resetConnection(socket: Socket | null): void {
  if (socket === null) return
  if ('encrypted' in socket) socket.destroy()
  else socket.resetAndDestroy()
}

function sendHalf({ response, body }: Sending): void {
  response.setHeader('content-length', body.length)
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => {
    resetConnection(response.socket)
  })
}

async function sendDrops({ bytes, everySeconds }: DeliveryOf<'drip'>, sending: Sending): Promise<void> {
  const { response, body, signal } = sending
  response.setHeader('content-length', body.length)
  response.flushHeaders()
  for (let sent = 0; sent < body.length; sent += bytes) {
    response.write(body.subarray(sent, sent + bytes))
    await sleep(everySeconds * 1000, undefined, { signal })
  }
  response.end()
}

async function sendPadded(
  { paddingBytes, declareLength }: DeliveryOf<'padded'>,
  sending: Sending
): Promise<void> {
  const { response, body } = sending
  if (declareLength) response.setHeader('content-length', paddingBytes + body.length)
  await pipeline(Readable.from(padded(paddingBytes, body)), response)
}

async function sendCompressed(
  { paddingBytes }: DeliveryOf<'gzip'>,
  { response, body }: Sending
): Promise<void> {
  response.setHeader('content-encoding', 'gzip')
  await pipeline(Readable.from(padded(paddingBytes, body)), createGzip(), response)
}

// White space in pieces, then the document: JSON allows any amount of it (RFC 8259 section 2).
function* padded(paddingBytes: number, body: Buffer): Generator<Buffer> {
  const piece = Buffer.alloc(64 * 1024, ' ')
  for (let left = paddingBytes; left > 0; left -= piece.length)
    yield piece.subarray(0, Math.min(left, piece.length))
  yield body
}
