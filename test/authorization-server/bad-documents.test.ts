import { describe, expect, test } from 'vitest'
import { sendToken } from '../http/send.ts'
import { verifies } from '../requirements.ts'
import { accessToken } from '../tokens/authority.ts'
import { json, status, text, type DocumentResponder } from './document-server.ts'
import { jwks, type PublicationOf } from './published-issuer.ts'
import { withApi } from './with-api.ts'

const bytes = 300 * 1024 // over the limit for documents, 256 KiB

/** A fault of the authorization server; with each, a token gets 503. */
interface Fault {
  title: string
  publication: PublicationOf
}

const huge = (document: object) => json({ ...document, padding: 'x'.repeat(bytes) })
const slow: DocumentResponder = (_request, response) =>
  void response.writeHead(200, { 'content-type': 'application/json' })
const redirect = (origin: string) => status(302, { location: `${origin}/elsewhere` })

const metadataFaults: readonly Fault[] = [
  ...[
    (issuer: string) => `${issuer}/`,
    (issuer: string) => issuer.replace('http:', 'https:'),
    (issuer: string) => issuer.replace('127.0.0.1', 'localhost'),
    () => 'https://evil.example',
    () => undefined,
    () => 1,
    (issuer: string) => [issuer]
  ].map((change) => ({
    title: `${verifies('A-3', 'metadata with another issuer is a 503:')} ${String(change('http://127.0.0.1'))}`,
    publication: (origin: string) => ({ metadata: { issuer: change(origin) } })
  })),
  ...[
    undefined,
    null,
    '',
    1,
    'jwks',
    'http://evil.example/jwks',
    'file:///etc/passwd',
    'https://evil.example:0/#'
  ].map((uri) => ({
    title: `${verifies('A-4', 'A-7', 'an unusable jwks_uri is a 503:')} ${String(uri)}`,
    publication: () => ({ metadata: { jwks_uri: uri } })
  })),
  { title: verifies('A-5', 'metadata that is an array'), publication: () => ({ respond: json([]) }) },
  { title: 'metadata that is null', publication: () => ({ respond: json(null) }) },
  { title: verifies('A-5', 'metadata with status 404'), publication: () => ({ respond: status(404) }) },
  { title: 'metadata that is an HTML page', publication: () => ({ respond: text('<html>', 'text/html') }) },
  { title: verifies('A-10', 'metadata behind a 500'), publication: () => ({ respond: status(500) }) },
  {
    title: verifies('A-11', 'metadata behind a redirect'),
    publication: (origin) => ({ respond: redirect(origin) })
  },
  {
    title: verifies('A-11', 'metadata that is too large'),
    publication: (origin) => ({ respond: huge({ issuer: origin, jwks_uri: `${origin}/jwks` }) })
  }
]

const keyFaults: readonly Fault[] = [
  { title: verifies('A-10', 'keys behind a 500'), publication: () => ({ jwks: status(500) }) },
  { title: 'keys with status 404', publication: () => ({ jwks: status(404) }) },
  { title: 'keys with status 204', publication: () => ({ jwks: status(204) }) },
  {
    title: verifies('A-11', 'keys behind a redirect'),
    publication: (origin) => ({ jwks: redirect(origin) })
  },
  {
    title: verifies('A-11', 'keys that are an HTML page'),
    publication: () => ({ jwks: text('<html>', 'text/html') })
  },
  {
    title: verifies('A-10', 'keys that are not JSON'),
    publication: () => ({ jwks: text('{"keys":[', 'application/json') })
  },
  { title: 'keys that are an array', publication: () => ({ jwks: json(jwks.keys) }) },
  { title: 'keys that are not an array', publication: () => ({ jwks: json({ keys: {} }) }) },
  { title: 'no keys', publication: () => ({ jwks: json({ keys: [] }) }) },
  {
    title: 'no usable key',
    publication: () => ({ jwks: json({ keys: [{ kty: 'oct', k: 'AA' }] }) })
  },
  { title: verifies('A-11', 'keys that are too large'), publication: () => ({ jwks: huge(jwks) }) },
  { title: verifies('A-11', 'keys that never end'), publication: () => ({ jwks: slow }) }
]

describe('an API whose authorization server publishes bad documents', () => {
  test.each([...metadataFaults, ...keyFaults])('$title', async ({ publication }) => {
    const options = { keys: { fetchTimeoutSeconds: 1 } }
    await withApi({ publication, options }, async ({ apiPort, issuer, origin, documents, seen }) => {
      documents['/elsewhere'] = json({ issuer, jwks_uri: `${origin}/jwks`, ...jwks })
      const { status: code, headers } = await sendToken(apiPort, accessToken({ iss: issuer }))
      expect([code, headers['www-authenticate']]).toEqual([503, undefined])
      expect(seen).not.toContain('/elsewhere')
    })
  })

  test(
    verifies('A-10', 'H-11', 'H-13', 'an authorization server that is down is a 503 with Retry-After'),
    async () => {
      await withApi({}, async ({ apiPort, issuer, close }) => {
        await close()
        const { status: code, headers, body } = await sendToken(apiPort, accessToken({ iss: issuer }))
        expect([code, headers['www-authenticate']]).toEqual([503, undefined])
        expect(headers['retry-after']?.[0]).toMatch(/^[1-9]\d*$/u)
        expect(headers['cache-control']).toEqual(['no-store'])
        expect(JSON.parse(body)).toMatchObject({ error: 'temporarily_unavailable' })
      })
    }
  )
})
