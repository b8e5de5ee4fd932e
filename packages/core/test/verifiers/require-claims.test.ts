import { type } from 'arktype'
import * as v from 'valibot'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { createProtectedResource, requireAuthentication, requireClaim } from '../../src/index.ts'
import { claimsOf, hintOf, SECRET } from '../support/claims-schema.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { openStaticResource, requestWith } from '../support/static-resource.ts'
import { AUDIENCE, ISSUER, NOW, validClaims, withZeroSignature } from '../support/test-token.ts'

describe.each([
  [
    'zod',
    z.object({ tenant: z.string(), level: z.coerce.number().default(1) }),
    z.object({ address: z.object({ city: z.literal('Paris') }) })
  ],
  [
    'valibot',
    v.object({ tenant: v.string(), level: v.optional(v.pipe(v.unknown(), v.transform(Number)), 1) }),
    v.object({ address: v.object({ city: v.literal('Paris') }) })
  ],
  [
    'arktype',
    type({ '+': 'delete', tenant: 'string', level: 'string.integer.parse = "1"' }),
    type({ address: { city: '"Paris"' } })
  ]
] as const)('a schema of %s', (_library, schema, nested) => {
  test('that accepts the claims replaces them by its output, frozen', async () => {
    const claims = await claimsOf(schema, { tenant: 'acme', level: '5' })
    expect(claims).toEqual({ tenant: 'acme', level: 5 })
    expect(Object.isFrozen(claims)).toBe(true)
    expect(await claimsOf(schema, { tenant: 'acme' })).toEqual({ tenant: 'acme', level: 1 })
  })

  test('that rejects a claim gets 401, and the hint names its path without the value', async () => {
    expect(await hintOf(nested, { address: { city: SECRET } })).toContain('rejected "address.city":')
    expect(await hintOf(schema, {})).toContain('rejected "tenant":')
  })
})

describe('a schema that answers later', () => {
  test('accepts with its output', async () => {
    const schema = z.object({ sub: z.string().transform(async (sub) => `user:${sub}`) })
    expect(await claimsOf(schema)).toEqual({ sub: 'user:alice' })
  })

  test('rejects with its issues', async () => {
    const schema = z.object({ sub: z.string().refine(async () => false) })
    expect(await hintOf(schema, { sub: SECRET })).toContain('"sub"')
  })

  test('does not admit a token that expired meanwhile', async () => {
    const claims = z.object({}).transform(async () => {
      clock.pass(1000)
      return {}
    })
    const { resource, sign, clock } = openStaticResource({ claims })
    const token = await sign()
    const error = await refusalOf(() => resource.authenticate(requestWith(token)))
    expect(error.code).toBe('token_expired')
  })
})

describe('the schema runs', () => {
  test('once for a token, also if its claims were dropped from the cache', async () => {
    let calls = 0
    const claims = z.object({ sub: z.string() }).refine(() => (calls += 1) > 0)
    const { resource, sign } = openStaticResource({ claims })
    const request = requestWith(await sign())
    await resource.authenticate(request)
    const cached = resource.authenticateFromCache(request)
    expect(cached?.claims).toEqual({ sub: 'alice' })
    expect(cached?.extra).toEqual(validClaims())
    expect(calls).toBe(1)
  })

  test('only for a token whose signature is valid', async () => {
    let calls = 0
    const { resource, sign } = openStaticResource({ claims: z.object({}).refine(() => (calls += 1) > 0) })
    const forged = requestWith(withZeroSignature(await sign()))
    expect((await refusalOf(() => resource.authenticate(forged))).code).toBe('signature_invalid')
    expect(calls).toBe(0)
  })

  test('before validate, which sees its output, and with a copy of the claims', async () => {
    const seen: unknown[] = []
    const { resource, sign } = openStaticResource({
      claims: {
        '~standard': {
          version: 1,
          vendor: 'test',
          validate: (value) => {
            Object.assign(Object(value), { sub: 'mallory' })
            return { value: { tenant: 'acme' } }
          }
        }
      },
      validate: ({ claims, extra }) => seen.push(claims, extra['sub']) > 0
    })
    await resource.authenticate(requestWith(await sign()))
    expect(seen).toEqual([{ tenant: 'acme' }, 'alice'])
  })
})

describe('claims that the schema omits still count', () => {
  const claims = z.object({ tenant: z.string().optional() })

  test('for the guards', async () => {
    const { resource, sign } = openStaticResource({ claims })
    const token = await sign({ claims: validClaims({ plan: 'pro', acr: 'gold', auth_time: NOW }) })
    const context = await resource.authenticate(requestWith(token))
    expect(context.claims).toEqual({})
    expect(() => resource.authorize(context, requireClaim('plan', 'pro'))).not.toThrow()
    const stepUp = requireAuthentication({ acr: 'gold', maxAgeSeconds: 60 })
    expect(() => resource.authorize(context, stepUp)).not.toThrow()
  })

  test.each([{ jti: 'token-1' }, { sessionId: 'session-1' }])('for revocations: %j', async (revocation) => {
    const { resource, sign } = openStaticResource({ claims })
    const request = requestWith(await sign({ claims: validClaims({ sid: 'session-1' }) }))
    await resource.authenticate(request)
    await resource.revoke({ ...revocation, issuer: ISSUER })
    expect(resource.authenticateFromCache(request)).toBeUndefined()
    expect((await refusalOf(() => resource.authenticate(request))).code).toBe('token_revoked')
  })

  test('for isMachine', async () => {
    const { resource, sign } = openStaticResource({
      claims,
      isMachine: ({ claims: all }) => all['client_id'] === 'client-1'
    })
    expect(await resource.authenticate(requestWith(await sign()))).toMatchObject({ isMachine: true })
  })
})

test('the types of the claims follow from the schema', async () => {
  const options = { issuer: ISSUER, audience: AUDIENCE, jwksUri: `${ISSUER}/jwks` }
  const typed = createProtectedResource({ ...options, claims: z.object({ tenant: z.string() }) })
  expectTypeOf(typed.authenticate).returns.resolves.toHaveProperty('claims').toEqualTypeOf<{
    tenant: string
  }>()
  const plain = createProtectedResource(options)
  expectTypeOf(plain.authenticate).returns.resolves.toHaveProperty('claims').toHaveProperty('any')
  // @ts-expect-error -- a schema must make an object of the claims
  const wrong = createProtectedResource({ ...options, claims: z.string() })
  await Promise.all([typed, plain, wrong].map((resource) => resource.close()))
})
