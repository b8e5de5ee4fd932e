import { createProtectedResource } from '@portcullis/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createTestIssuer } from '../../src/index.ts'

describe('a test issuer with a host', () => {
  test('names it in issuer and addresses, and its options reach it over plain http', async () => {
    const issuer = await createTestIssuer({ host: 'keycloak', path: '/realms/shop' })
    const resource = createProtectedResource(issuer.options)
    onTestFinished(async () => {
      await resource.close()
      await issuer.close()
    })
    expect(issuer.issuer).toMatch(/^http:\/\/keycloak:\d+\/realms\/shop$/u)
    expect(issuer.jwksUri).toBe(`${issuer.issuer}/jwks`)
    const headers = { authorization: `Bearer ${await issuer.issue()}` }
    const { issuer: name } = await resource.authenticate({ method: 'GET', url: '/', headers })
    expect(name).toBe(issuer.issuer)
    expect(issuer.requests.jwks).toBe(1)
  })

  test('is refused by a protected resource that does not allow plain http to it', async () => {
    await using issuer = await createTestIssuer({ host: 'keycloak' })
    const { dangerouslyAllowHttp: _, ...options } = issuer.options
    expect(() => createProtectedResource(options)).toThrow(
      `dangerouslyAllowHttp: ['${new URL(issuer.issuer).host}']`
    )
  })

  test('fetches every other address as usual', async () => {
    await using named = await createTestIssuer({ host: 'keycloak' })
    await using other = await createTestIssuer()
    const response = await named.options.fetch?.(other.jwksUri, {
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
      headers: { accept: 'application/json', 'user-agent': 'test' }
    })
    expect(response?.status).toBe(200)
  })

  test.each(['', 'Keycloak', 'keycloak:8080', 'http://keycloak', '-a', 'a/b'])(
    '"%s" is refused',
    async (host) => {
      await expect(createTestIssuer({ host })).rejects.toThrow('"host" must be a host name in lower case')
    }
  )

  test('is refused together with tls', async () => {
    await expect(createTestIssuer({ host: 'keycloak', tls: true })).rejects.toThrow('do not set "tls"')
  })
})
