import { createDpopClient, createTestIssuer } from '@portcullis/testing'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { boundApis } from '../../adapter-contract/bound-apis.ts'
import { fetchWithCertificate } from '../servers/client/fetch-with-certificate.mjs'
import { createCertificates } from '../servers/machine/certificates.mjs'
import { prepareNginx, startNginx } from '../servers/nginx/start.mjs'
import { isAvailable } from '../suites/is-available.ts'

const hasNginx = await isAvailable('nginx', prepareNginx)

/** How clients see the API: nginx ends TLS, and removes `/shop`. */
const PUBLIC_URL = 'https://api.example.test/shop'

/** Headers that nginx passes on as clients send them. */
const FORGED = {
  host: 'evil.example',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'http',
  'x-forwarded-prefix': '/evil',
  forwarded: 'host=evil.example;proto=http',
  'x-original-url': '/v1/other',
  'x-rewrite-url': '/v1/other'
}

describe.skipIf(!hasNginx)('behind nginx, which removes a prefix,', async () => {
  const issuer = await createTestIssuer({ algorithms: ['ES256'] })
  afterAll(() => issuer.close())
  const certificates = await createCertificates()
  const client = await createDpopClient()
  const accessToken = await issuer.issueBound(client)
  const fetch = fetchWithCertificate(certificates.ca)

  test.each(boundApis)(
    '$name accepts proofs for the public URL, and forged headers change nothing',
    async ({ start }) => {
      const api = await start({ ...issuer.options, publicUrl: PUBLIC_URL, explain: true, dpop: true })
      onTestFinished(() => api.close())
      const nginx = await startNginx(certificates, api.port)
      onTestFinished(() => nginx.close())
      /** Calls the same URL of the proxy, with a proof for another one. */
      const call = async (proofUrl: string, headers: object = {}) => {
        const proof = await client.headers({ url: proofUrl, accessToken })
        const answer = await fetch(`${nginx.origin}/shop/v1/messages`, { headers: { ...headers, ...proof } })
        return { status: answer.status, ...((await answer.json()) as object) }
      }
      for (const headers of [{}, FORGED]) {
        expect(await call(`${PUBLIC_URL}/v1/messages`, headers)).toMatchObject({
          status: 200,
          scheme: 'DPoP'
        })
        for (const url of [
          'https://api.example.test/v1/messages',
          `${PUBLIC_URL}/v1/other`,
          'http://evil.example/v1/messages',
          'http://evil.example/evil/v1/messages',
          `${nginx.origin}/shop/v1/messages`
        ])
          expect(await call(url, headers)).toMatchObject({ status: 401, code: 'proof_target_mismatch' })
      }
    }
  )
})
