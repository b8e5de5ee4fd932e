import { request, type OutgoingHttpHeaders } from 'node:http'

/** A request to an API on loopback. */
export interface SentRequest {
  method?: string
  path: string
  headers?: OutgoingHttpHeaders
  body?: string
}

/** What came back: the field lines each by themselves, and the exact body. */
export interface ReceivedAnswer {
  status: number
  headers: Record<string, string[] | undefined>
  body: string
}

/** Sends one request over a connection of its own. */
export function send(
  port: number,
  { method = 'GET', path, headers = {}, body }: SentRequest
): Promise<ReceivedAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headersDistinct, body: text })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** GETs a path with a bearer token. */
export function sendToken(port: number, token: string, path = '/protected'): Promise<ReceivedAnswer> {
  return send(port, { path, headers: { authorization: `Bearer ${token}` } })
}
