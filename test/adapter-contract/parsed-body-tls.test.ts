import { request as httpsRequest } from 'node:https'
import formbody from '@fastify/formbody'
import portcullis from '@portcullis/fastify'
import { createClientCertificate, createTestIssuer } from '@portcullis/testing'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const issuer = await createTestIssuer({ algorithms: ['ES256'] })
afterAll(() => issuer.close())
const client = await createClientCertificate('client')
const other = await createClientCertificate('other')
const server = await createClientCertificate('server')
const token = await issuer.issueBound(client)

const https = { cert: server.cert, key: server.key, requestCert: true, rejectUnauthorized: false }
const app = Fastify({ https })
let port = 0

beforeAll(async () => {
  await app.register(formbody)
  await app.register(portcullis, { ...issuer.options, mutualTls: true, tokenLocations: ['header', 'body'] })
  // As preHandler: Fastify has parsed the body by then.
  app.post('/orders', { preHandler: app.requireAuth() }, async ({ auth }) => ({ subject: auth.subject }))
  port = Number(new URL(await app.listen({ port: 0 })).port)
})

afterAll(() => app.close())

/** Posts a form over TLS with a client certificate. */
function post(form: string, identity: { cert: string; key: string }, headers: object = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const { cert, key } = identity
    const sent = httpsRequest({
      host: '127.0.0.1',
      port,
      path: '/orders',
      method: 'POST',
      agent: false,
      rejectUnauthorized: false,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      cert,
      key
    })
    sent.on('error', reject)
    sent.on('response', (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.end(form)
  })
}

describe('a Fastify hook that runs after the body was parsed', () => {
  test('finds the client certificate of a token in the header', async () => {
    const authorization = `Bearer ${token}`
    expect(await post('a=b', client, { authorization })).toBe(200)
    expect(await post('a=b', other, { authorization })).toBe(401)
  })

  test('finds the client certificate of a token in the body', async () => {
    expect(await post(`access_token=${token}`, client)).toBe(200)
    expect(await post(`access_token=${token}`, other)).toBe(401)
  })
})
