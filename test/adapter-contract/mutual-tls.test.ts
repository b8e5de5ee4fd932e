import { request as httpsRequest, type RequestOptions } from 'node:https'
import {
  clientCertificateHeader,
  type CertificateFormat,
  type ProtectedResourceOptions
} from '@portcullis/core'
import * as expressPackage from '@portcullis/express'
import * as fastifyPackage from '@portcullis/fastify'
import * as nestPackage from '@portcullis/nestjs'
import { createClientCertificate, createDpopClient, createTestIssuer } from '@portcullis/testing'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { send } from '../http/send.ts'
import { verifies } from '../requirements.ts'
import { boundApis } from './bound-apis.ts'

const issuer = await createTestIssuer({ algorithms: ['ES256'] })
afterAll(() => issuer.close())
const client = await createClientCertificate('client')
const other = await createClientCertificate('other')
const server = await createClientCertificate('server')
const token = await issuer.issueBound(client)

const TLS = { cert: server.cert, key: server.key, requestCert: true, rejectUnauthorized: false }
const options: ProtectedResourceOptions = { ...issuer.options, mutualTls: true, explain: true }

interface Read {
  readonly status: number
  readonly code: unknown
  readonly json: Record<string, unknown>
}

function readJson(status: number, text: string): Read {
  const json = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  return { status, code: json['code'], json }
}

/** Sends a request over TLS, with a certificate or without. */
function sendTls(port: number, authorization: string, settings: RequestOptions = {}): Promise<Read> {
  return new Promise((resolve, reject) => {
    const defaults = {
      host: '127.0.0.1',
      port,
      path: '/v1/messages',
      rejectUnauthorized: false,
      agent: false as const
    }
    const sent = httpsRequest(
      { ...defaults, ...settings, headers: { authorization, ...settings.headers } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve(readJson(response.statusCode ?? 0, Buffer.concat(chunks).toString()))
        )
      }
    )
    sent.on('error', reject)
    sent.end()
  })
}

function base64Of(pem: string): string {
  return pem.replaceAll(/-----.*-----|\n/gu, '')
}

/** How each proxy writes a certificate. */
const FORMATS: readonly { format: CertificateFormat; write: (pem: string) => string }[] = [
  { format: 'rfc9440', write: (pem) => `:${base64Of(pem)}:` },
  { format: 'nginx', write: encodeURIComponent },
  { format: 'envoy', write: (pem) => `Hash=a;Cert="${encodeURIComponent(pem)}"` },
  { format: 'haproxy', write: base64Of },
  { format: 'traefik', write: base64Of },
  { format: 'aws-alb', write: (pem) => encodeURI(pem) },
  { format: 'azure', write: base64Of }
]

test('the package of each framework exports clientCertificateHeader()', () => {
  for (const each of [expressPackage, fastifyPackage, nestPackage])
    expect(each.clientCertificateHeader).toBe(clientCertificateHeader)
})

describe.each(boundApis)('on $name', ({ start }) => {
  test('a bound token passes on a TLS connection with its certificate, and on no other', async () => {
    const api = await start(options, TLS)
    onTestFinished(() => api.close())
    const call = (identity: object = {}, headers = {}) =>
      sendTls(api.port, `Bearer ${token}`, { ...identity, headers })
    for (const round of ['fresh', 'cached']) {
      expect(await call({ cert: client.cert, key: client.key }), round).toMatchObject({
        status: 200,
        json: { scheme: 'Bearer', confirmation: client.confirmation }
      })
      expect(await call({ cert: other.cert, key: other.key }), round).toMatchObject({
        status: 401,
        code: 'certificate_mismatch',
        json: { error: 'invalid_token' }
      })
      expect(await call(), round).toMatchObject({ status: 401, code: 'certificate_missing' })
    }
    expect(await call({}, { 'client-cert': `:${base64Of(client.cert)}:` })).toMatchObject({
      status: 401,
      code: 'certificate_missing'
    })
    expect((await sendTls(api.port, `Bearer ${await issuer.issue()}`)).status).toBe(200)
  })

  test('several requests of one connection pass', async () => {
    const api = await start(options, TLS)
    onTestFinished(() => api.close())
    const { Agent } = await import('node:https')
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    for (let count = 0; count < 3; count += 1) {
      const identity = { agent, cert: client.cert, key: client.key }
      expect((await sendTls(api.port, `Bearer ${token}`, identity)).status).toBe(200)
    }
  })

  test('a token that is bound to a certificate is refused over plain http, and without the option', async () => {
    const { mutualTls: _, ...off } = options
    for (const [settings, code] of [
      [options, 'certificate_missing'],
      [off, 'confirmation_unsupported']
    ] as const) {
      const api = await start(settings)
      onTestFinished(() => api.close())
      const { status, body } = await send(api.port, {
        path: '/v1/messages',
        headers: { authorization: `Bearer ${token}` }
      })
      expect(readJson(status, body)).toMatchObject({ status: 401, code })
    }
  })

  test('a header with the certificate counts only from a trusted proxy', async () => {
    const certificate = clientCertificateHeader('nginx')
    const headers = { authorization: `Bearer ${token}`, 'X-SSL-Client-Cert': encodeURIComponent(client.cert) }
    for (const [trustedProxies, expected] of [
      [['127.0.0.1'], { status: 200 }],
      [['192.0.2.0/24'], { status: 401, code: 'certificate_missing' }]
    ] as const) {
      const api = await start({ ...options, mutualTls: { certificate, trustedProxies } })
      onTestFinished(() => api.close())
      const { status, body } = await send(api.port, { path: '/v1/messages', headers })
      expect(readJson(status, body)).toMatchObject(expected)
      const junk = await send(api.port, {
        path: '/v1/messages',
        headers: { ...headers, 'X-SSL-Client-Cert': '%zz' }
      })
      expect(readJson(junk.status, junk.body)).toMatchObject({ status: 401, code: 'certificate_missing' })
    }
  })

  test.each(FORMATS)(
    verifies(
      'M-5',
      'the header of $format counts from a trusted proxy, and what is not one certificate never'
    ),
    async ({ format, write }) => {
      const certificate = clientCertificateHeader(format)
      const open = async (trustedProxies: readonly string[]) => {
        const api = await start({ ...options, mutualTls: { certificate, trustedProxies } })
        onTestFinished(() => api.close())
        return async (value: string | string[]) => {
          const headers = {
            authorization: `Bearer ${token}`,
            'x-forwarded-for': '192.0.2.7',
            [certificate.header]: value
          }
          const { status, body } = await send(api.port, { path: '/v1/messages', headers })
          const { code } = readJson(status, body)
          return status === 200 ? status : `${status} ${String(code)}`
        }
      }
      const trusted = await open(['127.0.0.1'])
      expect(await trusted(write(client.cert))).toBe(200)
      expect(await trusted(write(other.cert))).toBe('401 certificate_mismatch')
      const unreadable = ['', '%zz', ':::', '"', 'null', 'A'.repeat(9000), write(client.cert).slice(5, -5)]
      const lines = [client, other].map(({ cert }) => write(cert))
      for (const value of [...unreadable, lines, lines.toReversed()])
        expect(await trusted(value)).toBe('401 certificate_missing')
      const untrusted = await open(['192.0.2.7'])
      expect(await untrusted(write(client.cert))).toBe('401 certificate_missing')
    }
  )

  test('a token that is bound to a key and a certificate needs both', async () => {
    const key = await createDpopClient()
    const both = await issuer.issueBound({ confirmation: { ...client.confirmation, ...key.confirmation } })
    const publicUrl = 'https://api.example.test'
    const api = await start({ ...options, dpop: true, publicUrl }, TLS)
    onTestFinished(() => api.close())
    const call = async (identity: object, kind: 'valid' | 'otherKey') => {
      const request = { url: `${publicUrl}/v1/messages`, accessToken: both }
      const dpop = kind === 'valid' ? await key.proof(request) : await key.badProof(kind, request)
      return sendTls(api.port, `DPoP ${both}`, { ...identity, headers: { dpop } })
    }
    const identity = { cert: client.cert, key: client.key }
    expect((await call(identity, 'valid')).status).toBe(200)
    expect(await call(identity, 'otherKey')).toMatchObject({ status: 401, code: 'proof_key_mismatch' })
    expect(await call({}, 'valid')).toMatchObject({ status: 401, code: 'certificate_missing' })
  })

  test(verifies('F-1', 'F-5', 'the profile fapi2 accepts bound tokens only'), async () => {
    const api = await start({ ...options, profile: 'fapi2' }, TLS)
    onTestFinished(() => api.close())
    const identity = { cert: client.cert, key: client.key }
    expect((await sendTls(api.port, `Bearer ${token}`, identity)).status).toBe(200)
    expect(await sendTls(api.port, `Bearer ${await issuer.issue()}`, identity)).toMatchObject({
      status: 401,
      code: 'token_not_bound',
      json: { error: 'invalid_token' }
    })
  })
})
