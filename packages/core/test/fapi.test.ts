import { afterAll, describe, expect, test } from 'vitest'
import { verifies } from '../../../test/requirements.ts'
import { requireScopes } from '../src/guards/create-guards.ts'
import type { ResourceRequest } from '../src/request/resource-request.ts'
import { CLIENT_CERTIFICATE as client } from './support/client-certificates.ts'
import { refusalOf } from './support/refusal-of.ts'
import { createStaticResource } from './support/static-resource.ts'
import { createTestKey, NOW, signToken, validClaims, type TestKey } from './support/test-token.ts'

const { resource, key, sign } = createStaticResource({ profile: 'fapi2', mutualTls: true })
afterAll(() => resource.close())

const cnf = { 'x5t#S256': client.thumbprint }

function requestWith(token: string): ResourceRequest {
  const headers = { authorization: `Bearer ${token}` }
  return { method: 'GET', url: '/', headers, clientCertificate: client.der }
}

async function codeOf(claims: object, by: TestKey = key): Promise<string> {
  const token = await signToken(by, { claims: validClaims({ cnf, ...claims }) })
  return (await refusalOf(() => resource.authenticate(requestWith(token)))).code
}

describe('with the profile fapi2', () => {
  test('a bound token passes with its certificate', async () => {
    const context = await resource.authenticate(requestWith(await sign({ claims: validClaims({ cnf }) })))
    expect(context.confirmation).toEqual(cnf)
  })

  test('a bearer token is refused', async () => {
    expect(await codeOf({ cnf: undefined })).toBe('token_not_bound')
  })

  test(verifies('F-2', 'a token in the query string is not read'), async () => {
    const token = await sign({ claims: validClaims({ cnf }) })
    const request = {
      method: 'GET',
      url: `/?access_token=${token}`,
      headers: {},
      clientCertificate: client.der
    }
    expect((await refusalOf(() => resource.authenticate(request))).code).toBe('credentials_missing')
  })

  test(verifies('F-3', 'a token that was revoked is refused, although it is valid and bound'), async () => {
    const token = await sign({ claims: validClaims({ cnf, jti: 'revoked' }) })
    await resource.authenticate(requestWith(token))
    await resource.revoke({ jti: 'revoked' })
    expect((await refusalOf(() => resource.authenticate(requestWith(token)))).code).toBe('token_revoked')
  })

  test(verifies('F-4', 'a token without the scope of a route is a 403 insufficient_scope'), async () => {
    const context = await resource.authenticate(requestWith(await sign({ claims: validClaims({ cnf }) })))
    const error = await refusalOf(() => resource.authorize(context, requireScopes('write:messages')))
    expect([error.status, error.oauthError]).toEqual([403, 'insufficient_scope'])
  })

  test(verifies('F-6', 'a token that is signed with RS256, ES384 or PS512 is refused'), async () => {
    for (const algorithm of ['RS256', 'ES384', 'PS512'] as const) {
      expect(await codeOf({}, await createTestKey(algorithm))).toBe('algorithm_not_allowed')
    }
  })

  test(verifies('F-8', 'iat and nbf may be 10 s ahead, and not more than 60 s'), async () => {
    for (const claims of [{ iat: NOW + 10 }, { nbf: NOW + 10 }]) {
      const token = await sign({ claims: validClaims({ cnf, ...claims }) })
      await resource.authenticate(requestWith(token))
    }
    expect(await codeOf({ iat: NOW + 61 })).toBe('token_issued_in_future')
    expect(await codeOf({ nbf: NOW + 61 })).toBe('token_not_yet_valid')
  })
})
