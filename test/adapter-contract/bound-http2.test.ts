import { connect, createSecureServer, type OutgoingHttpHeaders } from 'node:http2'
import type { AddressInfo } from 'node:net'
import {
  createProtectedResource,
  fromNodeRequest,
  isProtectedResourceError,
  type ProtectedResourceOptions
} from '@portcullis/core'
import portcullis from '@portcullis/fastify'
import { createClientCertificate } from '@portcullis/testing'
import Fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createDpopRig, PUBLIC_URL, URL_OF_MESSAGES } from './dpop-rig.ts'

const { issuer, client, token } = await createDpopRig()
const [server, owner, other] = [
  await createClientCertificate('server'),
  await createClientCertificate('owner'),
  await createClientCertificate('other')
]
const certified = await issuer.issueBound(owner)
const TLS = { cert: server.cert, key: server.key, requestCert: true, rejectUnauthorized: false }
const options: ProtectedResourceOptions = {
  ...issuer.options,
  publicUrl: PUBLIC_URL,
  dpop: true,
  mutualTls: true
}

/** Starts an API over HTTP/2, and returns its port. */
type Start = () => Promise<number>

const startFastify: Start = async () => {
  const app = Fastify({ http2: true, https: TLS })
  onTestFinished(() => app.close())
  await app.register(portcullis, options)
  app.addHook('onRequest', app.requireAuth())
  app.get('/v1/messages', () => 'entered')
  return Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
}

const startNode: Start = async () => {
  const api = createProtectedResource(options)
  const http = createSecureServer(TLS, (request, response) => {
    api.authenticate(fromNodeRequest(request)).then(
      () => response.end('entered'),
      (error: unknown) => {
        const refusal = isProtectedResourceError(error) ? api.answer(error) : { status: 500, body: undefined }
        response.writeHead(refusal.status).end(refusal.body ?? '')
      }
    )
  })
  onTestFinished(async () => {
    await new Promise((resolve) => void http.close(resolve))
    await api.close()
  })
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve))
  return (http.address() as AddressInfo).port
}

/** Sends requests one after the other over one connection, and returns the status of each. */
async function statusesOf(port: number, identity: object, all: readonly OutgoingHttpHeaders[]) {
  const session = connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false, ...identity })
  const statuses: unknown[] = []
  for (const headers of all) {
    const stream = session.request({ ':path': '/v1/messages?page=2', ...headers })
    stream
      .on('response', ({ ':status': status }) => statuses.push(status))
      .resume()
      .end()
    await new Promise((resolve, reject) => void stream.on('close', resolve).on('error', reject))
  }
  session.close()
  return statuses
}

describe.each([
  { name: 'Fastify 5', start: startFastify },
  { name: 'node:http2 with the core', start: startNode }
])('over HTTP/2, on $name', ({ start }) => {
  const request = { url: URL_OF_MESSAGES, accessToken: token }

  test('a proof passes once, and not in two fields or for another authority', async () => {
    const port = await start()
    const [first, second] = [await client.headers(request), await client.headers(request)]
    const ofAuthority = await client.headers({ ...request, url: 'https://evil.example/v1/messages' })
    expect(
      await statusesOf(port, {}, [
        { ...first },
        { ...first },
        { ...second, ':authority': 'evil.example' },
        { ...ofAuthority, ':authority': 'evil.example' },
        { ...(await client.headers(request)), dpop: [first.dpop, second.dpop] },
        { ...(await client.headers(request)), ':method': 'POST' }
      ])
    ).toEqual([200, 401, 200, 401, 401, 401])
  })

  test('a token that is bound to a certificate passes on each request of its connection, and on no other', async () => {
    const port = await start()
    const authorization = `Bearer ${certified}`
    const twice = [{ authorization }, { authorization }]
    expect(await statusesOf(port, { cert: owner.cert, key: owner.key }, twice)).toEqual([200, 200])
    expect(await statusesOf(port, { cert: other.cert, key: other.key }, twice)).toEqual([401, 401])
    expect(await statusesOf(port, {}, twice)).toEqual([401, 401])
  })
})
