import { createHash, X509Certificate } from 'node:crypto'
import { clientCertificateHeader, type ProtectedResourceOptions } from '@portcullis/core'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { boundApis } from '../../adapter-contract/bound-apis.ts'
import { fetchWithCertificate } from '../servers/client/fetch-with-certificate.mjs'
import type { Keycloak } from '../servers/keycloak/start.mjs'
import type { Identity } from '../servers/machine/certificates.mjs'
import { prepareNginx, startNginx } from '../servers/nginx/start.mjs'
import { isAvailable } from '../suites/is-available.ts'
import type { World } from '../suites/world.ts'

/** A certificate-bound token, and who has it. */
interface Bound {
  readonly token: string
  readonly client: Identity
  readonly thief: Identity
  readonly options: ProtectedResourceOptions
}

const hasNginx = await isAvailable('nginx', prepareNginx)

/** Certificate-bound tokens of Keycloak (RFC 8705), over Node's TLS and through nginx. */
export function testMutualTls(world: () => World<Keycloak>): void {
  let bound: Bound | undefined

  beforeAll(async () => {
    const { server } = world()
    const { issuer, audience, certificates } = server
    const client = await certificates.issueClient('client')
    const request = { client: 'spa-mtls', scope: 'openid orders:read' }
    const tokens = await server.signInWithCertificate(client, request)
    expect(tokens.tokenType).toBe('bearer')
    bound = {
      token: tokens.accessToken,
      client,
      thief: await certificates.issueClient('thief'),
      options: { issuer, audience, explain: true, mutualTls: true }
    }
  })

  function requireBound(): Bound {
    if (bound === undefined) throw new Error('no token was issued')
    return bound
  }

  /** Calls with the token: with the certificate of an identity, or without one. */
  async function call(url: string, identity?: Identity, headers: Record<string, string> = {}) {
    const fetch = fetchWithCertificate(world().server.certificates.ca, identity)
    const authorization = `Bearer ${requireBound().token}`
    const answer = await fetch(url, { headers: { ...headers, authorization } })
    const body = (await answer.json()) as Record<string, unknown>
    return { status: answer.status, code: body['code'], confirmation: body['confirmation'] }
  }

  const missing = { status: 401, code: 'certificate_missing' }
  const mismatch = { status: 401, code: 'certificate_mismatch' }

  describe.each(boundApis)('a certificate-bound token on $name', ({ start }) => {
    test('passes over the TLS of Node with its certificate, and with no other', async () => {
      const { client, thief, options } = requireBound()
      const { cert, key } = world().server.certificates.server
      const api = await start(options, { cert, key, requestCert: true, rejectUnauthorized: false })
      onTestFinished(() => api.close())
      const url = `${api.origin}/v1/messages`
      expect(await call(url, client)).toMatchObject({ status: 200, confirmation: thumbprintOf(client) })
      expect(await call(url, thief)).toMatchObject(mismatch)
      expect(await call(url)).toMatchObject(missing)
    })

    test.skipIf(!hasNginx)('passes through nginx with its certificate, and with no other', async () => {
      const { client, thief, options } = requireBound()
      const certificate = clientCertificateHeader('nginx')
      const mutualTls = { certificate, trustedProxies: ['127.0.0.1'] }
      const api = await start({ ...options, mutualTls })
      onTestFinished(() => api.close())
      const nginx = await startNginx(world().server.certificates, api.port)
      onTestFinished(() => nginx.close())
      const url = `${nginx.origin}/shop/v1/messages`
      expect(await call(url, client)).toMatchObject({ status: 200, confirmation: thumbprintOf(client) })
      // A header of the client does not pass the proxy.
      const forged = { 'X-SSL-Client-Cert': encodeURIComponent(client.cert) }
      expect(await call(url, thief, forged)).toMatchObject(mismatch)
      expect(await call(url, undefined, forged)).toMatchObject(missing)
    })

    test('is refused by an API without the option', async () => {
      const { mutualTls: _, ...options } = requireBound().options
      const { client } = requireBound()
      const { cert, key } = world().server.certificates.server
      const api = await start(options, { cert, key, requestCert: true, rejectUnauthorized: false })
      onTestFinished(() => api.close())
      const answer = await call(`${api.origin}/v1/messages`, client)
      expect(answer).toMatchObject({ status: 401, code: 'confirmation_unsupported' })
    })
  })
}

function thumbprintOf({ cert }: Identity): object {
  const { raw } = new X509Certificate(cert)
  return { 'x5t#S256': createHash('sha256').update(raw).digest('base64url') }
}
