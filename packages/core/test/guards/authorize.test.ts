import { describe, expect, test } from 'vitest'
import { authorize } from '../../src/guards/authorize.ts'
import {
  allOf,
  anyOf,
  requireAnyScope,
  requireClaim,
  requirePermissions,
  requireScopes
} from '../../src/guards/create-guards.ts'
import type { Guard } from '../../src/guards/guard.ts'
import { mistakeOf, refusalOf } from '../support/refusal-of.ts'
import { contextOf } from '../support/test-context.ts'
import { NOW } from '../support/test-token.ts'

const time = { now: NOW, clockToleranceSeconds: 30 }
const read: Guard = { kind: 'scopes', all: ['read'] }
const write: Guard = { kind: 'scopes', all: ['write', 'read'] }
const admin: Guard = { kind: 'roles', all: ['admin'] }
const gold: Guard = { kind: 'authentication', acr: ['gold', 'silver'], maxAgeSeconds: undefined }
const recent: Guard = { kind: 'authentication', acr: [], maxAgeSeconds: 300 }
const veryRecent: Guard = { kind: 'authentication', acr: ['platinum', 'gold'], maxAgeSeconds: 60 }
const gold401 = 'authentication_insufficient'

test('a context that satisfies the guard passes', () => {
  expect(() => authorize(contextOf({ scope: 'read' }), read, time)).not.toThrow()
})

test('nobody satisfies no guard', async () => {
  const error = await refusalOf(() => authorize(undefined, read, time))
  expect(error).toMatchObject({ code: 'credentials_missing', status: 401 })
  expect(error.hint).toBe('the route has a guard, and the request carries no access token that was accepted')
  expect(error.challenge).toBeUndefined()
})

test('what is no guard is an error of the application, whoever asks', () => {
  const misspelt = { kind: 'scope', all: ['read'] } as unknown as Guard
  for (const context of [undefined, contextOf({ scope: 'read' })]) {
    const mistake = mistakeOf(() => authorize(context, misspelt, time))
    expect([mistake.option, mistake.message]).toEqual([
      'guard',
      'this is no guard, or one that demands nothing: make guards with requireScopes() and its like'
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

describe('what is lacking', () => {
  test.each(Object.entries(rows))('is told: %s', async (_title, { guard, claims, code, challenge }) => {
    const context = contextOf({ scope: '', ...claims })
    const error = await refusalOf(() => authorize(context, guard(), time))
    expect(error.code).toBe(code)
    expect(error.challenge).toEqual(challenge)
  })

  test('has the hint of the guard that decides', async () => {
    const both = await refusalOf(() => authorize(contextOf({ scope: '' }), allOf(read, gold), time))
    expect(both.hint).toMatch(/^the user must be authenticated again/u)
    const first = await refusalOf(() => authorize(contextOf({ scope: '' }), allOf(admin, read), time))
    expect(first.hint).toMatch(/^the token lacks one of the roles: admin:/u)
  })
})
