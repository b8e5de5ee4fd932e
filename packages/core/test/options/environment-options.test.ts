import { expect, test } from 'vitest'
import { environmentOptions } from '../../src/options/environment-options.ts'
import type { ProtectedResourceOptions } from '../../src/options/protected-resource-options.ts'

const environment = { OAUTH_ISSUER: 'https://as.example.test', OAUTH_AUDIENCE: 'https://api.example.test' }
const issuer = 'https://as.example.test'
const audience = 'https://api.example.test'

test('issuer and audience come from the environment, and nothing else does', () => {
  expect(environmentOptions({ ...environment, OAUTH_ALGORITHMS: 'none', NODE_ENV: 'test' })).toEqual({
    issuer,
    audience
  })
})

test.each<[ProtectedResourceOptions, ProtectedResourceOptions]>([
  [{ clockToleranceSeconds: 5 }, { clockToleranceSeconds: 5, issuer, audience }],
  [{ audience: 'own' }, { audience: 'own', issuer }],
  [{ issuer: 'https://own.example.test' }, { issuer: 'https://own.example.test', audience }],
  [{ issuers: [] }, { issuers: [], audience }],
  [
    { issuer: 'https://own.example.test', audience: ['own'] },
    { issuer: 'https://own.example.test', audience: ['own'] }
  ]
])('%j is filled in to %j', (options, filledIn) => {
  expect(environmentOptions(environment, options)).toEqual(filledIn)
})

test.each([undefined, ''])('a variable that is %j fills in nothing', (value) => {
  const unset = { OAUTH_ISSUER: value, OAUTH_AUDIENCE: value }
  expect(environmentOptions(unset)).toEqual({})
  expect(environmentOptions(unset, { explain: true })).toEqual({ explain: true })
})
