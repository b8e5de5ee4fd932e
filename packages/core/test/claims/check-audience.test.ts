import { describe, expect, test } from 'vitest'
import { checkAudience } from '../../src/claims/check-audience.ts'
import { ask } from '../support/expectations.ts'
import { AUDIENCE } from '../support/test-token.ts'

const OTHER = 'https://other.example.test'

describe('an audience', () => {
  test.each([[AUDIENCE], [[AUDIENCE]], [[OTHER, AUDIENCE]], [[AUDIENCE, OTHER]], [['', AUDIENCE]]])(
    'is accepted if it is %j',
    (aud) => {
      expect(ask(checkAudience, { claims: { aud } })).toBeUndefined()
    }
  )

  test('passes if it is one of several identifiers', () => {
    const expected = { audiences: new Set(['api-1', 'api-2']) }
    expect(ask(checkAudience, { claims: { aud: 'api-2' }, expected })).toBeUndefined()
    expect(ask(checkAudience, { claims: { aud: ['api-1'] }, expected })).toBeUndefined()
    expect(ask(checkAudience, { claims: { aud: 'api-3' }, expected })?.code).toBe('audience_mismatch')
  })

  test.each([
    { aud: OTHER },
    { aud: [OTHER] },
    { aud: [] },
    { aud: '' },
    { aud: [''] },
    { aud: `${AUDIENCE}/` },
    { aud: AUDIENCE.slice(0, -1) },
    { aud: AUDIENCE.toUpperCase() },
    { aud: ` ${AUDIENCE}` },
    { aud: `${AUDIENCE} ${OTHER}` },
    { aud: `${AUDIENCE},${OTHER}` },
    { aud: `${AUDIENCE}\u0000` }
  ])('is a mismatch if it is $aud', ({ aud }) => {
    const failure = ask(checkAudience, { claims: { aud } })
    expect(failure).toMatchObject({ code: 'audience_mismatch', claim: 'aud' })
  })

  test.each([
    { aud: 5 },
    { aud: true },
    { aud: {} },
    { aud: { [AUDIENCE]: true } },
    { aud: [null] },
    { aud: [AUDIENCE, 5] },
    { aud: [[AUDIENCE]] },
    { aud: [{}, AUDIENCE] }
  ])('is malformed if it is $aud', ({ aud }) => {
    expect(ask(checkAudience, { claims: { aud } })).toEqual({
      code: 'claim_malformed',
      claim: 'aud',
      hint: '"aud" must be a string or a list of strings'
    })
  })

  test('is mandatory', () => {
    const failure = ask(checkAudience, { claims: { aud: undefined } })
    expect(failure).toMatchObject({ code: 'audience_missing', claim: 'aud' })
    expect(failure?.hint).toMatch(
      /^the token has no "aud": configure the authorization server to issue it for this API/u
    )
  })
})

describe('with rejectMultipleAudiences', () => {
  const expected = { rejectMultipleAudiences: true, audiences: new Set([AUDIENCE, OTHER]) }

  test.each([{ aud: AUDIENCE }, { aud: [AUDIENCE] }])('$aud is one', ({ aud }) => {
    expect(ask(checkAudience, { claims: { aud }, expected })).toBeUndefined()
  })

  test.each([{ aud: [AUDIENCE, 'x'] }, { aud: [AUDIENCE, AUDIENCE] }, { aud: [OTHER, AUDIENCE] }])(
    '$aud are several',
    ({ aud }) => {
      const failure = ask(checkAudience, { claims: { aud }, expected })
      expect(failure).toMatchObject({ code: 'audience_multiple', claim: 'aud' })
      expect(failure?.hint).toMatch(/"rejectMultipleAudiences" forbids/u)
    }
  )

  test('several of others are a mismatch first', () => {
    const failure = ask(checkAudience, { claims: { aud: ['x', 'y'] }, expected })
    expect(failure?.code).toBe('audience_mismatch')
  })
})

describe('with clientIds', () => {
  const expected = { audiences: new Set<string>(), clientIds: new Set(['client-1', 'client-2']) }

  test.each([
    { client_id: 'client-1' },
    { client_id: 'client-2' },
    { client_id: undefined, azp: 'client-1' },
    { client_id: '', cid: 'client-2' }
  ])('a token without audience passes with %j', (claims) => {
    expect(ask(checkAudience, { claims: { aud: undefined, ...claims }, expected })).toBeUndefined()
  })

  test.each([
    { client_id: 'client-3' },
    { client_id: 'client-3', azp: 'client-1' },
    { client_id: undefined },
    { client_id: ['client-1'] },
    { client_id: '' }
  ])('a token without audience is refused with %j', (claims) => {
    expect(ask(checkAudience, { claims: { aud: undefined, ...claims }, expected })).toEqual({
      code: 'audience_mismatch',
      claim: 'client_id',
      hint: 'the token was issued to a client that is not among "clientIds"'
    })
  })

  test('a token with an audience must match that', () => {
    const claims = { aud: OTHER, client_id: 'client-1' }
    expect(ask(checkAudience, { claims, expected })?.code).toBe('audience_mismatch')
    const values = { ...expected, audiences: new Set([OTHER]) }
    expect(ask(checkAudience, { claims, expected: values })).toBeUndefined()
  })
})

describe('the hint of a mismatch', () => {
  const own = `this API is ["${AUDIENCE}"]`
  const mapper = 'add an audience mapper for this API to the client in Keycloak'
  const graph = 'the client requested Microsoft Graph: it must request a scope of this API (api://…)'
  const slash = 'the two differ by a trailing slash; they must be equal'
  const general = 'have the client request a token for this API, or correct the option "audience"'

  test.each([
    { aud: 'account', stated: '"account"', remedy: mapper },
    { aud: ['account'], stated: '"account"', remedy: mapper },
    { aud: ['x', 'account'], stated: '["x","account"]', remedy: mapper },
    { aud: 'accounts', stated: '"accounts"', remedy: general },
    {
      aud: '00000003-0000-0000-c000-000000000000',
      stated: '"00000003-0000-0000-c000-000000000000"',
      remedy: graph
    },
    { aud: 'https://graph.microsoft.com', stated: '"https://graph.microsoft.com"', remedy: graph },
    {
      aud: ['x', 'https://graph.microsoft.com'],
      stated: '["x","https://graph.microsoft.com"]',
      remedy: graph
    },
    { aud: `${AUDIENCE}/`, stated: `"${AUDIENCE}/"`, remedy: slash },
    { aud: ['x', `${AUDIENCE}/`], stated: `["x","${AUDIENCE}/"]`, remedy: slash },
    { aud: `${AUDIENCE}//`, stated: `"${AUDIENCE}//"`, remedy: general },
    { aud: `${AUDIENCE}x`, stated: `"${AUDIENCE}x"`, remedy: general },
    { aud: OTHER, stated: `"${OTHER}"`, remedy: general },
    { aud: '', stated: '""', remedy: general },
    { aud: [], stated: '[]', remedy: general }
  ])('for $aud says what to do', ({ aud, stated, remedy }) => {
    const failure = ask(checkAudience, { claims: { aud } })
    expect(failure?.hint).toBe(`the "aud" of the token is ${stated}, ${own}: ${remedy}`)
  })

  test('notices a slash that is only in the configuration', () => {
    const expected = { audiences: new Set(['x', `${AUDIENCE}/`]) }
    const failure = ask(checkAudience, { claims: { aud: AUDIENCE }, expected })
    expect(failure?.hint).toBe(
      `the "aud" of the token is "${AUDIENCE}", this API is ["x","${AUDIENCE}/"]: ${slash}`
    )
  })
})
