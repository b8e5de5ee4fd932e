import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { text } from 'node:stream/consumers'
import { generate } from 'selfsigned'
import { listening } from '../../http/listen.ts'

/** What a provider answers, by URL: a document, or the answer to a form. */
export type ProviderAnswers = Readonly<Record<string, object | ((form: URLSearchParams) => object)>>

/** The servers of providers, on this machine. */
export interface Providers {
  readonly port: number
  /** PEM of the certificate that all of them have. */
  readonly certificate: string
  /** The forms that were posted, with the URL of each. */
  readonly posted: { readonly url: string; readonly form: URLSearchParams }[]
  close(): Promise<void>
}

/** Starts the HTTPS servers of providers, which answer under the names of the providers. */
export async function startProviders(answers: ProviderAnswers): Promise<Providers> {
  const posted: Providers['posted'] = []
  const { private: key, cert } = await createCertificate(Object.keys(answers))
  const server = createServer({ key, cert }, (request, response) => {
    void respond(request, response, { answers, posted })
  })
  const { port, close } = await listening(server, 'https')
  return { port, certificate: cert, posted, close }
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { answers, posted }: { readonly answers: ProviderAnswers; readonly posted: Providers['posted'] }
): Promise<void> {
  const url = `https://${request.headers.host ?? ''}${request.url ?? ''}`
  const answer = answers[url]
  if (answer === undefined) return void response.writeHead(404).end()
  const form = new URLSearchParams(await text(request))
  if (request.method === 'POST') posted.push({ url, form })
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(typeof answer === 'function' ? answer(form) : answer))
}

const DNS_NAME = 2

function createCertificate(urls: readonly string[]) {
  const hosts = new Set(urls.map((url) => new URL(url).hostname))
  return generate([{ name: 'commonName', value: 'Providers of a test' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'subjectAltName', altNames: [...hosts].map((value) => ({ type: DNS_NAME, value })) },
      { name: 'basicConstraints', cA: true }
    ]
  })
}
