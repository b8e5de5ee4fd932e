import { expect, test } from 'vitest'
import { environmentOptions } from '../../src/options/environment-options.ts'
import { mistakeOf } from '../support/refusal-of.ts'

const environment = { OAUTH_ISSUER: 'https://as.example.test', OAUTH_AUDIENCE: 'https://api.example.test' }

test('issuer and audience come from the environment, and nothing else does', () => {
  expect(environmentOptions({ ...environment, OAUTH_ALGORITHMS: 'none', NODE_ENV: 'test' })).toEqual({
    issuer: 'https://as.example.test',
    audience: 'https://api.example.test'
  })
})

test.each([
  ['issuer', 'OAUTH_ISSUER'],
  ['audience', 'OAUTH_AUDIENCE']
])('%s is asked for where %s is not set', (option, variable) => {
  for (const value of [undefined, '']) {
    const mistake = mistakeOf(() => environmentOptions({ ...environment, [variable]: value }))
    expect(mistake.option).toBe(option)
    expect(mistake.message).toBe(`give the option "${option}", or set the environment variable ${variable}`)
  }
})
