import { describe, expect, test } from 'vitest'
import { authorize } from '../../src/guards/authorize.ts'
import {
  allOf,
  anyOf,
  requireAuthentication,
  requireScopes,
  requireSenderConstrained
} from '../../src/guards/create-guards.ts'
import { createAuthContext } from '../../src/context/create-auth-context.ts'
import { GUARD_TIME } from '../support/guard-codes.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { resolvedIssuer } from '../support/resolved-issuer.ts'
import { contextOf } from '../support/test-context.ts'
import { ISSUER, validClaims } from '../support/test-token.ts'

const bound = contextOf({ cnf: { jkt: 'k'.repeat(43) }, scope: 'read' })
const bearer = contextOf({ scope: 'read' })

describe('requireSenderConstrained', () => {
  test('admits a bound token, and alone or in a guard', () => {
    for (const guard of [
      requireSenderConstrained(),
      allOf(requireScopes('read'), requireSenderConstrained())
    ]) {
      expect(() => authorize(bound, guard, GUARD_TIME)).not.toThrow()
    }
    expect(() =>
      authorize(bearer, anyOf(requireSenderConstrained(), requireScopes('read')), GUARD_TIME)
    ).not.toThrow()
  })

  test('refuses a bearer token with 401, without a scope', async () => {
    const error = await refusalOf(() => authorize(bearer, requireSenderConstrained(), GUARD_TIME))
    expect([error.code, error.status, error.challenge]).toEqual(['token_not_bound', 401, {}])
    expect(error.hint).toContain('DPoP proof')
  })

  test('names no scope if only the binding is missing', async () => {
    const guard = allOf(requireScopes('read'), requireSenderConstrained())
    const error = await refusalOf(() => authorize(bearer, guard, GUARD_TIME))
    expect([error.code, error.challenge]).toEqual(['token_not_bound', {}])
  })

  test('comes before everything else that is missing', async () => {
    const guard = allOf(
      requireScopes('write'),
      requireAuthentication({ acr: 'gold' }),
      requireSenderConstrained()
    )
    const error = await refusalOf(() => authorize(bearer, guard, GUARD_TIME))
    expect([error.code, error.challenge]).toEqual([
      'token_not_bound',
      { scope: ['write'], acrValues: ['gold'] }
    ])
  })
})

test('a refusal of a request with the scheme DPoP says so, for its challenge', async () => {
  const claims = validClaims({ scope: 'read' })
  const token = { issuer: ISSUER, header: { alg: 'RS256' }, claims, parseClaims: () => claims }
  const credentials = { scheme: 'DPoP', accessToken: 'token', text: 'DPoP token' } as const
  const context = createAuthContext(credentials, token, resolvedIssuer().mapping)
  const error = await refusalOf(() => authorize(context, requireScopes('write'), GUARD_TIME))
  expect(error.challenge).toEqual({ scope: ['write'], scheme: 'DPoP' })
})
