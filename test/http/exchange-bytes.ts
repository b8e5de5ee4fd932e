import { connect } from 'node:net'

/** One HTTP response taken apart by hand, so that no client library hides what was on the wire. */
export interface RawResponse {
  status: number
  /** Field lines in their order, as they were sent. */
  lines: string[]
  body: string
}

const deadlineMilliseconds = 9000

/** Writes bytes to a server and gives all that it answers until it closes the connection. */
export function exchangeBytes(port: number, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(bytes))
    socket.setTimeout(deadlineMilliseconds, () => socket.destroy(new Error('no answer within the deadline')))
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
  })
}

/** A request of which each line is written as it stands, with a Host and an end of the connection added. */
export function requestBytes(requestLine: string, fields: readonly string[] = []): Buffer {
  const lines = [requestLine, 'Host: api.example.test', ...fields, 'Connection: close', '', '']
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

/** Parses the responses that follow each other in a byte stream; all must have a Content-Length or no body. */
export function parseResponses(text: string, method = 'GET'): RawResponse[] {
  const responses: RawResponse[] = []
  let rest = text
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) throw new Error('the response has no end of its head')
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n')
    const length = method === 'HEAD' ? 0 : Number(fieldValues(lines, 'content-length')[0] ?? '0')
    const body = rest.slice(end + 4, end + 4 + length)
    responses.push({ status: Number(statusLine.split(' ')[1]), lines, body })
    rest = rest.slice(end + 4 + length)
  }
  return responses
}

/** Sends bytes and gives the one response to them. */
export async function exchangeOne(
  port: number,
  bytes: string | Uint8Array,
  method = 'GET'
): Promise<RawResponse> {
  const [response, ...more] = parseResponses(await exchangeBytes(port, bytes), method)
  if (response === undefined || more.length > 0) throw new Error('expected exactly one response')
  return response
}

/** The values of all lines of a field, in their order. */
export function fieldValues(lines: readonly string[], name: string): string[] {
  const start = `${name.toLowerCase()}:`
  return lines
    .filter((line) => line.toLowerCase().startsWith(start))
    .map((line) => line.slice(start.length).trim())
}
