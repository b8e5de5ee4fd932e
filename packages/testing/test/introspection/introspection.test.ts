import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT } from 'jose'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestIssuer, type TestIssuer } from '../../src/index.ts'

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await createTestIssuer()
  return () => issuer.close()
})
beforeEach(() => issuer.resetRequests())

const form = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1)

function basic(): Record<string, string> {
  const { clientId, clientSecret } = issuer.introspection
  return { authorization: `Basic ${btoa(`${form(clientId)}:${form(clientSecret)}`)}` }
}

function post(parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(issuer.introspection.endpoint, {
    method: 'POST',
    body: new URLSearchParams(parameters),
    headers
  })
}

const ask = async (token: string): Promise<unknown> => (await post({ token }, basic())).json()

describe('the introspection endpoint', () => {
  test('is named by the metadata', async () => {
    const metadata: unknown = await (await fetch(issuer.metadataUrl)).json()
    expect(metadata).toMatchObject({ introspection_endpoint: issuer.introspection.endpoint })
  })

  test('answers for an opaque token with the claims of a default token and changes to them', async () => {
    const token = issuer.issueOpaque({ claims: { sub: 'alice', jti: undefined } })
    expect(token).toMatch(/^[\w-]{43}$/)
    const answer = await ask(token)
    expect(answer).toMatchObject({ active: true, iss: issuer.issuer, aud: issuer.audience, sub: 'alice' })
    expect(answer).not.toHaveProperty('jti')
    expect(issuer.requests.introspection).toBe(1)
  })

  test('answers that any other token, and one that was deactivated, is inactive', async () => {
    const token = issuer.issueOpaque()
    issuer.introspection.deactivate(token)
    expect(await ask(token)).toEqual({ active: false })
    expect(await ask(await issuer.issue())).toEqual({ active: false })
  })

  test('answers for a JWT that was activated', async () => {
    const token = await issuer.issue()
    issuer.introspection.activate(token, { sub: 'alice' })
    expect(await ask(token)).toEqual({ active: true, sub: 'alice' })
  })

  test('answers 401 to a wrong secret, and to a secret that is not form-encoded', async () => {
    const { clientId, clientSecret } = issuer.introspection
    for (const pair of [`${clientId}:${clientSecret}`, `${form(clientId)}:wrong`]) {
      const { status } = await post({ token: 'x' }, { authorization: `Basic ${btoa(pair)}` })
      expect(status).toBe(401)
    }
    expect((await post({ token: 'x' })).status).toBe(401)
  })

  test('accepts client_secret_post', async () => {
    const { clientId, clientSecret } = issuer.introspection
    const right = { token: 'x', client_id: clientId, client_secret: clientSecret }
    expect((await post(right)).status).toBe(200)
    expect((await post({ ...right, client_secret: 'wrong' })).status).toBe(401)
  })

  test('accepts private_key_jwt that is signed by the client for the issuer', async () => {
    const { clientId, privateKey } = issuer.introspection
    const assertionFor = async (audience: string) =>
      new SignJWT({ jti: '1' })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer(clientId)
        .setSubject(clientId)
        .setAudience(audience)
        .setExpirationTime('1m')
        .sign(await importJWK(privateKey, 'ES256'))
    const parameters = async (audience: string) => ({
      token: 'x',
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertionFor(audience)
    })
    expect((await post(await parameters(issuer.issuer))).status).toBe(200)
    expect((await post(await parameters('https://other.example.test'))).status).toBe(401)
  })

  test('signs its answer if the client asks for that type (RFC 9701)', async () => {
    const token = issuer.issueOpaque({ claims: { sub: 'alice' } })
    const response = await post({ token }, { ...basic(), accept: 'application/token-introspection+jwt' })
    expect(response.headers.get('content-type')).toBe('application/token-introspection+jwt')
    const jwt = await response.text()
    expect(decodeProtectedHeader(jwt)).toMatchObject({ typ: 'token-introspection+jwt' })
    expect(decodeJwt(jwt)).toMatchObject({
      iss: issuer.issuer,
      aud: issuer.introspection.clientId,
      token_introspection: { active: true, sub: 'alice' }
    })
  })

  test('answers 400 without a token, and 405 to GET', async () => {
    expect((await post({}, basic())).status).toBe(400)
    expect((await fetch(issuer.introspection.endpoint)).status).toBe(405)
  })

  test('has the faults of its own, which clear() ends', async () => {
    issuer.faults.apply('introspection', { kind: 'status', status: 500 })
    expect((await post({ token: 'x' }, basic())).status).toBe(500)
    issuer.faults.clear()
    expect((await post({ token: 'x' }, basic())).status).toBe(200)
    expect(() => issuer.faults.apply('introspection', { kind: 'emptySet' })).toThrow(/"jwks"/)
  })

  test('breaks the connection to a request that is too long', async () => {
    await expect(post({ token: 'x'.repeat(100_000) }, basic())).rejects.toThrow('fetch failed')
  })
})
