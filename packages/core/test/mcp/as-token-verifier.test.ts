import { describe, expect, test } from 'vitest'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import { asTokenVerifier } from '../../src/mcp/as-token-verifier.ts'
import { createAuthContext } from '../../src/context/create-auth-context.ts'
import { contextOf } from '../support/test-context.ts'
import { resolvedIssuer } from '../support/resolved-issuer.ts'
import { ISSUER, validClaims } from '../support/test-token.ts'

class InvalidTokenError extends Error {}
class ServerError extends Error {}
class OAuthError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const v1 = { InvalidTokenError, ServerError }
const v2 = { OAuthError }

async function fail(error: unknown): Promise<never> {
  throw error
}

const rejecting = (error: unknown) => ({ authenticate: () => fail(error) })
const expired = new ProtectedResourceError('token_expired')
const unavailable = new ProtectedResourceError('jwks_unreachable')

describe('a token verifier', () => {
  test('returns the caller as a plain object that can be spread', async () => {
    const sent: unknown[] = []
    const authenticate = (request: unknown) => {
      sent.push(request)
      return Promise.resolve(contextOf())
    }
    const info = await asTokenVerifier({ authenticate }, v1).verifyAccessToken('a.b.c')
    expect(sent).toEqual([{ headers: { authorization: 'Bearer a.b.c' } }])
    const { token, clientId, scopes, expiresAt, claims } = contextOf()
    expect({ ...info }).toEqual({ token, clientId, scopes, expiresAt, extra: claims })
    info.scopes.push('more')
    expect(contextOf().scopes).not.toContain('more')
  })

  test('returns resource and metadata of a resource that has them', async () => {
    const published = { resource: 'https://mcp.example.test/mcp', metadataUrl: 'https://mcp.example.test/x' }
    const claims = validClaims()
    const token = { issuer: ISSUER, header: { alg: 'RS256' }, claims, parseClaims: () => claims }
    const credentials = { scheme: 'Bearer', accessToken: 'a.b.c', text: 'Bearer a.b.c' } as const
    const context = createAuthContext(credentials, token, { ...resolvedIssuer().mapping, published })
    const verifier = asTokenVerifier({ authenticate: () => Promise.resolve(context) }, v2)
    expect({ ...(await verifier.verifyAccessToken('a.b.c')) }).toMatchObject({
      token: 'a.b.c',
      resource: new URL(published.resource),
      resourceMetadataUrl: published.metadataUrl
    })
  })

  test('rejects a refused token with the error of the SDK in use, and no hint', async () => {
    const first = asTokenVerifier(rejecting(expired), v1).verifyAccessToken('x')
    await expect(first).rejects.toBeInstanceOf(InvalidTokenError)
    await expect(first).rejects.toMatchObject({ message: 'the access token expired', cause: expired })
    const second = asTokenVerifier(rejecting(expired), v2).verifyAccessToken('x')
    await expect(second).rejects.toMatchObject({ code: 'invalid_token', cause: expired })
  })

  test('rejects with a server error if the keys are unavailable, never with an invalid token', async () => {
    const first = asTokenVerifier(rejecting(unavailable), v1).verifyAccessToken('x')
    await expect(first).rejects.toBeInstanceOf(ServerError)
    await expect(first).rejects.toMatchObject({ cause: { status: 503 } })
    const second = asTokenVerifier(rejecting(unavailable), v2).verifyAccessToken('x')
    await expect(second).rejects.toMatchObject({ code: 'server_error', cause: { status: 503 } })
  })

  test('passes on an error of the application', async () => {
    const defect = new TypeError('defect')
    await expect(asTokenVerifier(rejecting(defect), v2).verifyAccessToken('x')).rejects.toBe(defect)
  })

  test('rejects a token with the text of its code if there is no public one', async () => {
    const missing = new ProtectedResourceError('credentials_missing')
    const rejected = asTokenVerifier(rejecting(missing), v2).verifyAccessToken('')
    await expect(rejected).rejects.toMatchObject({ code: 'invalid_token', message: 'invalid_token' })
  })
})
