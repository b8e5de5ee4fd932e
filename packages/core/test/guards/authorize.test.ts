import { describe, expect, test } from 'vitest'
import { authorize } from '../../src/guards/authorize.ts'
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
import type { Guard } from '../../src/guards/guard.ts'
import { mistakeOf, refusalOf } from '../support/refusal-of.ts'
import { contextOf } from '../support/test-context.ts'
import { NOW } from '../support/test-token.ts'

const time = { now: NOW, clockToleranceSeconds: 30 }
const read = requireScopes('read')
const write = requireScopes('write', 'read')
const admin = requireRoles('admin')
const gold = requireAuthentication({ acr: ['gold', 'silver'] })
const recent = requireAuthentication({ maxAgeSeconds: 300 })
const veryRecent = requireAuthentication({ acr: ['platinum', 'gold'], maxAgeSeconds: 60 })
const gold401 = 'authentication_insufficient'

test('a context that satisfies the guard passes', () => {
  expect(() => authorize(contextOf({ scope: 'read' }), read, time)).not.toThrow()
})

test('middleware that holds a guard requires what the guard does', async () => {
  const middleware = Object.assign(() => undefined, { guard: read })
  expect(() => authorize(contextOf({ scope: 'read' }), middleware, time)).not.toThrow()
  const error = await refusalOf(() => authorize(contextOf({ scope: 'list' }), middleware, time))
  expect(error.code).toBe('scope_insufficient')
})

test('a guard has the mark by which another copy of the package knows it', () => {
  expect(Object.getOwnPropertySymbols(read)).toEqual([Symbol.for('portcullis.guard')])
})

test('refuses an anonymous request with credentials_missing, and names the scopes', async () => {
  const error = await refusalOf(() => authorize(undefined, read, time))
  expect(error).toMatchObject({ code: 'credentials_missing', status: 401 })
  expect(error.hint).toBe('the route has a guard, but the request has no accepted access token')
  expect(error.challenge).toEqual({ scope: ['read'] })
  const ofRole = await refusalOf(() => authorize(undefined, admin, time))
  expect(ofRole.challenge).toEqual({})
})

test.each<[string, unknown]>([
  ['written by hand', { kind: 'scopes', all: ['read'] }],
  ['a copy', { ...requireScopes('read') }],
  ['from a file', JSON.parse(JSON.stringify(requireScopes('read')))],
  ['made from a guard as its prototype', Object.create(requireScopes('read'))],
  ['nothing', undefined]
])('throws a ConfigurationError for a guard that is %s, with and without a context', (_title, value) => {
  for (const context of [undefined, contextOf({ scope: 'read' })]) {
    const mistake = mistakeOf(() => authorize(context, value as Guard, time))
    expect([mistake.option, mistake.message]).toEqual([
      'guard',
      'not a guard: use requireScopes() or another function of its family, or the "guard" of a middleware; an object written or copied by hand is not one'
    ])
  }
})

interface Row {
  readonly guard: () => Guard
  readonly claims?: object
  readonly code: string
  readonly challenge: object
}

const rows: Readonly<Record<string, Row>> = {
  'one scope': { guard: () => read, code: 'scope_insufficient', challenge: { scope: ['read'] } },
  'the whole set of scopes, not what is missing': {
    guard: () => write,
    claims: { scope: 'read' },
    code: 'scope_insufficient',
    challenge: { scope: ['write', 'read'] }
  },
  'one of several scopes': {
    guard: () => requireAnyScope('a', 'b'),
    code: 'scope_insufficient',
    challenge: { scope: ['a'] }
  },
  'permissions, which no challenge can name': {
    guard: () => requirePermissions('a'),
    code: 'permission_insufficient',
    challenge: {}
  },
  'roles, which no challenge can name': { guard: () => admin, code: 'role_insufficient', challenge: {} },
  'a claim, which no challenge can name': {
    guard: () => requireClaim('tenant', 'acme'),
    code: 'claim_insufficient',
    challenge: {}
  },
  'roles beside scopes that are there': {
    guard: () => allOf(read, admin),
    claims: { scope: 'read' },
    code: 'role_insufficient',
    challenge: { scope: ['read'] }
  },
  'several things: the first': {
    guard: () => allOf(admin, read),
    code: 'role_insufficient',
    challenge: { scope: ['read'] }
  },
  'the first of alternatives': {
    guard: () => anyOf(allOf(write, admin), requireScopes('x')),
    code: 'scope_insufficient',
    challenge: { scope: ['write', 'read'] }
  },
  'a class of authentication': {
    guard: () => gold,
    code: gold401,
    challenge: { acrValues: ['gold', 'silver'] }
  },
  'a recent authentication': { guard: () => recent, code: gold401, challenge: { maxAgeSeconds: 300 } },
  'both kinds of authentication': {
    guard: () => veryRecent,
    code: gold401,
    challenge: { acrValues: ['platinum', 'gold'], maxAgeSeconds: 60 }
  },
  'several authentications: all classes, the smallest age': {
    guard: () => allOf(gold, recent, veryRecent),
    code: gold401,
    challenge: { acrValues: ['gold', 'silver', 'platinum'], maxAgeSeconds: 60 }
  },
  'only the authentication, where the scope is there': {
    guard: () => allOf(read, gold),
    claims: { scope: 'read' },
    code: gold401,
    challenge: { acrValues: ['gold', 'silver'] }
  },
  'only the scope, where the authentication is there': {
    guard: () => allOf(gold, read),
    claims: { acr: 'gold' },
    code: 'scope_insufficient',
    challenge: { scope: ['read'] }
  },
  'authentication and scope at once, RFC 9470 section 3': {
    guard: () => allOf(read, gold, recent),
    code: gold401,
    challenge: { acrValues: ['gold', 'silver'], maxAgeSeconds: 300, scope: ['read'] }
  },
  'authentication and a role at once': {
    guard: () => allOf(admin, gold),
    code: gold401,
    challenge: { acrValues: ['gold', 'silver'] }
  }
}

describe('a refusal', () => {
  test.each(Object.entries(rows))('names %s', async (_title, { guard, claims, code, challenge }) => {
    const context = contextOf({ scope: '', ...claims })
    const error = await refusalOf(() => authorize(context, guard(), time))
    expect(error.code).toBe(code)
    expect(error.challenge).toEqual(challenge)
  })

  test('has the hint of the guard that decides', async () => {
    const both = await refusalOf(() => authorize(contextOf({ scope: '' }), allOf(read, gold), time))
    expect(both.hint).toMatch(/^the user must authenticate again/u)
    const first = await refusalOf(() => authorize(contextOf({ scope: '' }), allOf(admin, read), time))
    expect(first.hint).toMatch(/^the token lacks a required role \(required: admin\)/u)
  })
})
