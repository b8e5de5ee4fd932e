import { describe, expect, test } from 'vitest'
import {
  allOf,
  anyOf,
  requireAnyScope,
  requireAuthentication,
  requireClaim,
  requirePermissions,
  requireRoles,
  requireScopes
} from '../../src/guards/create-guards.ts'
import { isGuard } from '../../src/guards/is-guard.ts'

const scopes = { kind: 'scopes', all: ['read'] }

describe('what is a guard', () => {
  test.each([
    requireScopes('read', 'write'),
    requireAnyScope('read'),
    requirePermissions('a name with spaces'),
    requireRoles('admin'),
    requireClaim('tier', 'gold'),
    requireClaim('tier', 0),
    requireClaim('tier', false),
    requireAuthentication({ acr: 'gold' }),
    requireAuthentication({ maxAgeSeconds: 0 }),
    requireAuthentication({ acr: ['gold', 'silver'], maxAgeSeconds: 300 }),
    allOf(requireScopes('read'), anyOf(requireRoles('admin'), requireRoles('owner')))
  ])('%j, and the same from a file', (guard) => {
    expect(isGuard(guard)).toBe(true)
    expect(isGuard(JSON.parse(JSON.stringify(guard)))).toBe(true)
  })

  test.each([
    { kind: 'scopes', all: ['read'], description: 'for a document', any: undefined },
    { kind: 'authentication', acr: ['gold'], maxAgeSeconds: undefined, maxAge: undefined }
  ])('one with further members that demand nothing: %j', (guard) => {
    expect(isGuard(guard)).toBe(true)
  })

  test('a claim with a function', () => {
    expect(isGuard(requireClaim('tier', () => true))).toBe(true)
  })
})

describe('what is no guard', () => {
  test.each<[unknown]>([
    [undefined],
    [null],
    ['scopes'],
    [[scopes]],
    [{}],
    [{ all: ['read'] }],
    [{ kind: 'scope', all: ['read'] }],
    [{ kind: ['scopes'], all: ['read'] }],
    [{ kind: 'toString', all: ['read'] }],
    [{ kind: '__proto__', all: ['read'] }],
    [{ kind: 'scopes' }],
    [{ kind: 'scopes', all: 'read' }],
    [{ kind: 'scopes', all: [] }],
    [{ kind: 'scopes', all: ['read', ''] }],
    [{ kind: 'scopes', all: ['read write'] }],
    [{ kind: 'scopes', all: Object.assign([], { length: 1 }) }],
    [{ kind: 'scopes', any: ['read'] }],
    [{ kind: 'anyScope', any: [] }],
    [{ kind: 'anyScope', all: ['read'] }],
    [{ kind: 'permissions', all: [] }],
    [{ kind: 'permissions', all: [5] }],
    [{ kind: 'roles', all: [''] }],
    [{ kind: 'claim', name: 'tier' }],
    [{ kind: 'claim', name: '', test: 'gold' }],
    [{ kind: 'claim', test: 'gold' }],
    [{ kind: 'claim', name: 'tier', test: ['gold'] }],
    [{ kind: 'authentication', acr: ['gold'], maxAge: 300 }],
    [{ kind: 'authentication', acr: [] }],
    [{ kind: 'authentication', maxAgeSeconds: 300 }],
    [{ kind: 'authentication', acr: 'gold' }],
    [{ kind: 'authentication', acr: 'gold', maxAgeSeconds: 300 }],
    [{ kind: 'authentication', acr: [5] }],
    [{ kind: 'authentication', acr: ['gold'], maxAgeSeconds: -1 }],
    [{ kind: 'authentication', acr: ['gold'], maxAgeSeconds: '300' }],
    [{ kind: 'authentication', acr: [], maxAgeSeconds: 0.5 }],
    [{ kind: 'authentication', acr: [''], maxAgeSeconds: 300 }],
    [{ kind: 'allOf', guards: [] }],
    [{ kind: 'allOf', guards: Object.assign([], { length: 1 }) }],
    [{ kind: 'allOf', guards: [scopes, { kind: 'scope', all: ['admin'] }] }],
    [{ kind: 'allOf', guards: scopes }],
    [{ kind: 'anyOf', guards: [] }],
    [{ kind: 'anyOf', guards: [{ kind: 'allOf', guards: [] }] }]
  ])('%j', (value) => {
    expect(isGuard(value)).toBe(false)
  })
})
