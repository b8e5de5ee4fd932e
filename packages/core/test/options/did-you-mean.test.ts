import { expect, test } from 'vitest'
import { didYouMean } from '../../src/options/did-you-mean.ts'
import { RESOURCE_ROWS } from '../../src/options/option-rows.ts'

const names = Object.keys(RESOURCE_ROWS)

test.each([
  ['isuer', 'issuer'],
  ['Issuer', 'issuer'],
  ['ISSUERS', 'issuers'],
  ['audeince', 'audience'],
  ['aud', 'audience'],
  ['audiences', 'audience'],
  ['iss', 'issuer'],
  ['issuerBaseURL', 'issuer'],
  ['issuerUrl', 'issuer'],
  ['domain', 'issuer'],
  ['clockTolerance', 'clockToleranceSeconds'],
  ['leeway', 'clockToleranceSeconds'],
  ['clockToleranceSecond', 'clockToleranceSeconds'],
  ['clockToleranceSec', 'clockToleranceSeconds'],
  ['maxTokenAge', 'maxTokenAgeSeconds'],
  ['tokenSigningAlg', 'algorithms'],
  ['algorithm', 'algorithms'],
  ['algorithmn', 'algorithms'],
  ['jwksUrl', 'jwksUri'],
  ['jwks_uri', 'jwksUri'],
  ['jkws', 'jwks'],
  ['secret', 'jwks'],
  ['rolesClaim', 'rolesClaims'],
  ['roleClaims', 'rolesClaims'],
  ['profil', 'profile'],
  ['relam', 'realm']
])('%s means %s', (name, meant) => {
  expect(didYouMean(name, names)).toBe(`, did you mean "${meant}"?`)
})

test.each(['', 'x', 'cookie', 'somethingElse', 'toString', '__proto__', 'constructor'])(
  'nobody can tell what %j means',
  (name) => {
    expect(didYouMean(name, names)).toBe('')
  }
)

test('the nearest of several names is meant, as long as it is near', () => {
  expect(didYouMean('abcd', ['abxx', 'abcx', 'xxxx'])).toBe(', did you mean "abcx"?')
  expect(didYouMean('abcd', ['abxx'])).toBe(', did you mean "abxx"?')
  expect(didYouMean('abcd', ['axxx'])).toBe('')
  expect(didYouMean('abcd', [])).toBe('')
  // A quarter of a long name may be wrong.
  expect(didYouMean('abcdefghijklmxxx', ['abcdefghijklmnop'])).toBe(', did you mean "abcdefghijklmnop"?')
  expect(didYouMean('abcdefghijkxxxxx', ['abcdefghijklmnop'])).toBe('')
})

test('suggests no option for a name of another middleware if there is none like it', () => {
  for (const name of ['leeway', 'iss', 'secret', 'domain']) expect(didYouMean(name, ['ttlSeconds'])).toBe('')
})
