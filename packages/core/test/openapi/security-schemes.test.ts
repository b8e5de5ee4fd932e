import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ConfigurationError } from '../../src/index.ts'
import { openApiSecuritySchemes, type OpenApiSchemeOptions } from '../../src/openapi/index.ts'

/** Serves metadata at one of the well-known places until the test is over. */
async function serveMetadata(
  members: object,
  place = '/.well-known/oauth-authorization-server'
): Promise<string> {
  let issuer = ''
  const server = createServer((request, response) => {
    if (request.url !== place) return void response.writeHead(404).end()
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ issuer, ...members }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return issuer
}

const ENDPOINTS = {
  authorization_endpoint: 'https://auth.example.com/authorize',
  token_endpoint: 'https://auth.example.com/token'
}

function schemesOf(issuers: readonly string[], options?: OpenApiSchemeOptions) {
  const readiness = () => ({ issuers: issuers.map((issuer) => ({ issuer })) })
  return openApiSecuritySchemes({ readiness } as never, options)
}

describe('openApiSecuritySchemes', () => {
  test('has the endpoints of the metadata, and notes PKCE', async () => {
    const issuer = await serveMetadata(ENDPOINTS)
    expect(await schemesOf([issuer], { scopes: { read: 'Read orders' } })).toEqual({
      oauth2: {
        type: 'oauth2',
        description: expect.stringContaining('PKCE (RFC 7636, S256)') as string,
        flows: {
          authorizationCode: {
            authorizationUrl: ENDPOINTS.authorization_endpoint,
            tokenUrl: ENDPOINTS.token_endpoint,
            scopes: { read: 'Read orders' },
            'x-usePkce': 'SHA-256'
          }
        }
      }
    })
  })

  test('finds the metadata of OpenID Connect, and lists refresh tokens and client credentials', async () => {
    const grant_types_supported = [
      'authorization_code',
      'refresh_token',
      'client_credentials',
      'password',
      'implicit'
    ]
    const issuer = await serveMetadata(
      { ...ENDPOINTS, grant_types_supported },
      '/.well-known/openid-configuration'
    )
    const { oauth2 } = await schemesOf([issuer], { scopes: ['read', 'write'] })
    const { token_endpoint: tokenUrl } = ENDPOINTS
    const scopes = { read: '', write: '' }
    expect(oauth2?.flows).toEqual({
      authorizationCode: expect.objectContaining({ refreshUrl: tokenUrl, scopes }) as object,
      clientCredentials: { tokenUrl, scopes }
    })
  })

  test('shows no sign-in for a server that offers client credentials only', async () => {
    const issuer = await serveMetadata({ ...ENDPOINTS, grant_types_supported: ['client_credentials'] })
    const { oauth2 } = await schemesOf([issuer])
    expect(Object.keys(oauth2?.flows ?? {})).toEqual(['clientCredentials'])
  })

  test('shows no sign-in without a usable authorization endpoint', async () => {
    const issuer = await serveMetadata({
      ...ENDPOINTS,
      authorization_endpoint: 'http://auth.example.com/authorize'
    })
    expect((await schemesOf([issuer])).oauth2?.flows).toEqual({})
  })

  test('accepts an endpoint on a plain http host of dangerouslyAllowHttp', async () => {
    const endpoint = 'http://auth.example.com/authorize'
    const issuer = await serveMetadata({ ...ENDPOINTS, authorization_endpoint: endpoint })
    const { oauth2 } = await schemesOf([issuer], { dangerouslyAllowHttp: ['auth.example.com:80'] })
    expect(oauth2?.flows.authorizationCode?.authorizationUrl).toBe(endpoint)
  })

  test('creates a scheme for each issuer under its name', async () => {
    const issuers = [await serveMetadata(ENDPOINTS), await serveMetadata(ENDPOINTS)]
    const schemes = await schemesOf(issuers, { schemes: ['staff', 'partners'] })
    expect(Object.keys(schemes)).toEqual(['staff', 'partners'])
    expect(schemes['partners']?.description).toContain(issuers[1])
  })

  test('throws if there are more issuers than names, or names for issuers that only a function knows', async () => {
    await expect(schemesOf(['https://a.example.com', 'https://b.example.com'])).rejects.toThrow(
      ConfigurationError
    )
    await expect(schemesOf([])).rejects.toThrow('a name for each of 0 issuers')
  })

  test.each([
    ['names another issuer', { ...ENDPOINTS, issuer: 'https://evil.example' }, 'metadata_issuer_mismatch'],
    ['has no token endpoint', {}, 'metadata_invalid']
  ])('rejects metadata that %s', async (_what, members, code) => {
    await expect(schemesOf([await serveMetadata(members)])).rejects.toMatchObject({ code })
  })

  test('rejects metadata that is not an object', async () => {
    const fetch = () => Promise.resolve(new Response('[]'))
    await expect(schemesOf(['https://a.example.com'], { fetch })).rejects.toMatchObject({
      code: 'metadata_invalid'
    })
  })

  test('rejects with metadata_unreachable if the issuer is down', async () => {
    await expect(schemesOf(['http://127.0.0.1:1'])).rejects.toMatchObject({ code: 'metadata_unreachable' })
  })
})
