import { afterAll, describe, expect, test } from 'vitest'
import * as core from '../../src/index.ts'
import { openApiOperation, openApiOperationOf, openApiSecurity } from '../../src/openapi/index.ts'
import * as surface from '../../src/openapi/index.ts'

const { allOf, anyOf, requireScopes, requireAnyScope, requireRoles, requirePermissions, requireClaim } = core
const { requireAuthentication, requireSenderConstrained } = core

test('@portcullis/core/openapi exports these functions and nothing else', () => {
  expect(Object.keys(surface).toSorted()).toEqual([
    'openApiOperation',
    'openApiOperationOf',
    'openApiSecurity',
    'openApiSecuritySchemes'
  ])
})

describe('openApiSecurity', () => {
  test.each([
    ['no guard', undefined, [[]]],
    ['several scopes', requireScopes('read', 'write'), [['read', 'write']]],
    ['any of several scopes', requireAnyScope('read', 'admin'), [['read'], ['admin']]],
    ['all of two guards', allOf(requireScopes('a', 'b'), requireScopes('b', 'c')), [['a', 'b', 'c']]],
    ['any of two guards', anyOf(requireScopes('a'), requireScopes('b', 'c')), [['a'], ['b', 'c']]],
    [
      'alternatives inside of all',
      allOf(requireAnyScope('a', 'b'), anyOf(requireScopes('c'), requireScopes('d'))),
      [
        ['a', 'c'],
        ['a', 'd'],
        ['b', 'c'],
        ['b', 'd']
      ]
    ],
    ['a role or a scope', anyOf(requireRoles('admin'), requireScopes('read')), [[], ['read']]]
  ])('returns an object for each alternative of %s', (_what, guard, scopes) => {
    expect(openApiSecurity(guard)).toEqual(scopes.map((oauth2) => ({ oauth2 })))
  })

  test('reads the guard of middleware', () => {
    expect(openApiSecurity({ guard: requireScopes('read') })).toEqual([{ oauth2: ['read'] }])
  })

  test('repeats each alternative for each of several schemes', () => {
    expect(openApiSecurity(requireAnyScope('a', 'b'), { schemes: ['staff', 'partners'] })).toEqual([
      { staff: ['a'] },
      { partners: ['a'] },
      { staff: ['b'] },
      { partners: ['b'] }
    ])
  })

  test.each([[{ kind: 'scopes', all: ['read'] }], [{}], [null], ['read']])(
    'throws for %j, which is not a guard',
    (given) => {
      expect(() => openApiSecurity(given as never)).toThrow(core.ConfigurationError)
    }
  )

  test.each([[[]], [['']], ['oauth2'], [[1]]])('throws for the schemes %j', (schemes) => {
    expect(() => openApiSecurity(undefined, { schemes: schemes as never })).toThrow('"schemes" must be')
  })

  test('accepts 64 alternatives, and throws for more instead of writing a document without end', () => {
    const four = requireAnyScope('a', 'b', 'c', 'd')
    const pairs = (number: number) => allOf(four, ...Array.from({ length: number - 1 }, () => four))
    expect(openApiSecurity(pairs(3))).toHaveLength(64)
    expect(() => openApiSecurity(pairs(12))).toThrow('more than 64 alternatives')
    expect(() => openApiSecurity(anyOf(pairs(3), four))).toThrow('more than 64 alternatives')
  })
})

describe('openApiOperation', () => {
  test('of scopes has security and refusals, and no extension', () => {
    const { security, responses = {}, ...others } = openApiOperation(requireScopes('read', 'write'))
    expect(security).toEqual([{ oauth2: ['read', 'write'] }])
    expect(others).toEqual({})
    expect(responses).toMatchObject({
      401: { headers: { 'WWW-Authenticate': { schema: { type: 'string' } } } },
      403: { description: 'The operation requires the scope read and the scope write' },
      503: { headers: { 'Retry-After': { schema: { type: 'string' } } } }
    })
  })

  test('of other guards says in an extension what scopes cannot say', () => {
    const guard = anyOf(
      allOf(requireRoles('admin', 'auditor'), requireRoles('admin'), requirePermissions('orders:write')),
      allOf(requireScopes('read'), requireClaim('tenant', 'secret-tenant'))
    )
    const operation = openApiOperation(guard)
    expect(operation.security).toEqual([{ oauth2: [] }, { oauth2: ['read'] }])
    expect(operation['x-requirements']).toEqual([
      { permissions: ['orders:write'], roles: ['admin', 'auditor'] },
      { scopes: ['read'], claims: ['tenant'] }
    ])
    expect(operation.responses?.[403]?.description).toBe(
      'The operation requires the permission orders:write and the role admin and the role auditor, or the scope read and the claim tenant'
    )
    expect(JSON.stringify(operation)).not.toContain('secret-tenant')
  })

  test('has one requirement for each entry of security, also with two schemes', () => {
    const guard = anyOf(requireRoles('a'), requireRoles('b'))
    const operation = openApiOperation(guard, { schemes: ['one', 'two'] })
    expect(operation.security).toEqual([{ one: [] }, { two: [] }, { one: [] }, { two: [] }])
    expect(operation['x-requirements']).toEqual([
      { roles: ['a'] },
      { roles: ['a'] },
      { roles: ['b'] },
      { roles: ['b'] }
    ])
  })

  test('of step-up and bound tokens lists every authentication that is required', () => {
    const guard = allOf(
      requireAuthentication({ acr: ['phr', 'phrh'], maxAgeSeconds: 300 }),
      requireAuthentication({ acr: 'phr' }),
      requireAuthentication({ maxAgeSeconds: 60 }),
      requireSenderConstrained()
    )
    const operation = openApiOperation(guard)
    expect(operation['x-requirements']).toEqual([
      {
        authentication: [
          { acr: ['phr', 'phrh'], maxAgeSeconds: 300 },
          { acr: ['phr'] },
          { maxAgeSeconds: 60 }
        ],
        senderConstrained: true
      }
    ])
    expect(operation.responses?.[403]?.description).toBe(
      'The operation requires one of the authentication context classes phr, phrh and an authentication at most 300 seconds ago and the authentication context class phr and an authentication at most 60 seconds ago and a token that is bound to its client'
    )
  })

  test('without a guard requires a token, and has no 403', () => {
    const { security, responses } = openApiOperation()
    expect(security).toEqual([{ oauth2: [] }])
    expect(Object.keys(responses ?? {})).toEqual(['401', '503'])
  })

  test('that admits requests without a token has an empty alternative', () => {
    expect(openApiOperation(undefined, { allowAnonymous: true }).security).toEqual([{}, { oauth2: [] }])
  })

  test('with a guard never admits requests without a token', () => {
    const options = { allowAnonymous: true }
    expect(openApiOperation(requireScopes('read'), options).security).toEqual([{ oauth2: ['read'] }])
  })
})

describe('openApiOperationOf', () => {
  const api = core.createProtectedResource({ issuer: 'https://auth.example.com', audience: 'orders' })
  afterAll(() => api.close())
  const requireAuth = Object.assign(() => undefined, { protectedResource: api, allowAnonymous: false })
  const optionalAuth = Object.assign(() => undefined, { protectedResource: api, allowAnonymous: true })
  const guarded = (scope: string) => Object.assign(() => undefined, { guard: requireScopes(scope) })
  const other = [
    () => undefined,
    null,
    undefined,
    'cors',
    { protectedResource: {} },
    { protectedResource: 1 }
  ]

  test.each([
    ['other handlers only', other, []],
    ['requireAuth', [...other, requireAuth], [{ oauth2: [] }]],
    ['optionalAuth', [optionalAuth], [{}, { oauth2: [] }]],
    ['optionalAuth, then requireAuth', [optionalAuth, requireAuth], [{ oauth2: [] }]],
    ['optionalAuth, then a guard', [optionalAuth, guarded('a')], [{ oauth2: ['a'] }]],
    ['two guards', [requireAuth, guarded('a'), guarded('b')], [{ oauth2: ['a', 'b'] }]]
  ])('describes a route with %s', (_what, handlers, security) => {
    expect(openApiOperationOf(handlers).security).toEqual(security)
  })

  test('has no refusals for a public route', () => {
    expect(openApiOperationOf([])).toEqual({ security: [] })
  })
})
