import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let issuer: TestIssuer

beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'] })
  process.env['OAUTH_ISSUER'] = issuer.issuer
  process.env['OAUTH_AUDIENCE'] = issuer.audience
})

afterAll(async () => {
  delete process.env['OAUTH_ISSUER']
  delete process.env['OAUTH_AUDIENCE']
  await issuer.close()
})

/** An event of an HTTP API, with what this needs of it. */
function eventWith(headers: Readonly<Record<string, string>>) {
  return {
    version: '2.0',
    rawPath: '/messages',
    rawQueryString: 'page=2',
    headers,
    requestContext: { http: { method: 'GET', path: '/messages' } }
  }
}

describe('the snippet about Lambda', () => {
  test('fetches keys before the first event, and answers 200, 401 and 403', async () => {
    const { handler } = await import('../../docs/snippets/lambda.ts')
    expect(issuer.requests.jwks).toBe(1)
    const bearer = async (scope: string) => ({
      authorization: `Bearer ${await issuer.issue({ claims: { sub: 'ada', scope } })}`
    })
    expect(await handler(eventWith(await bearer('read:messages')))).toEqual({
      statusCode: 200,
      body: '{"hello":"ada"}'
    })
    const missing = await handler(eventWith({}))
    expect(missing).toMatchObject({ statusCode: 401, body: '' })
    expect(Object.entries(missing.headers ?? {})).toContainEqual([
      expect.stringMatching(/^www-authenticate$/iu),
      `Bearer realm="${issuer.audience}"`
    ])
    const refused = await handler(eventWith(await bearer('other')))
    expect(refused).toMatchObject({ statusCode: 403 })
    expect(refused.body).toContain('insufficient_scope')
  })
})
