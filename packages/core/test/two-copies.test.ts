import { describe, expect, test, vi } from 'vitest'
import * as core from '../src/index.ts'
import { refusalOf } from './support/refusal-of.ts'
import { contextOf } from './support/test-context.ts'

/** A second copy, as a program has one that loads the package from ESM and from CommonJS. */
async function secondCopy(): Promise<typeof core> {
  vi.resetModules()
  return import('../src/index.ts')
}

const options = { issuer: 'https://auth.example.com', audience: 'https://api.example.com' }

describe('two copies of the package in one process', () => {
  test('a guard of one copy refuses and admits at the other, alone and inside allOf and anyOf', async () => {
    const other = await secondCopy()
    expect(other.requireScopes).not.toBe(core.requireScopes)
    const guard = other.requireScopes('read')
    const resource = core.createProtectedResource(options)
    for (const each of [guard, core.allOf(guard), core.anyOf({ guard })]) {
      expect(() => resource.authorize(contextOf({ scope: 'read' }), each)).not.toThrow()
      const refusal = await refusalOf(() => resource.authorize(contextOf({ scope: 'write' }), each))
      expect(refusal.code).toBe('scope_insufficient')
    }
    await resource.close()
  })

  test('an error of one copy is recognized by the other', async () => {
    const other = await secondCopy()
    const refusal = new other.ProtectedResourceError('token_expired')
    const mistake = new other.ConfigurationError('issuer', 'is missing')
    expect([
      refusal instanceof core.ProtectedResourceError,
      mistake instanceof core.ConfigurationError
    ]).toEqual([false, false])
    expect([refusal, mistake].map(core.isProtectedResourceError)).toEqual([true, false])
    expect([refusal, mistake].map(core.isConfigurationError)).toEqual([false, true])
  })

  test.each([
    undefined,
    null,
    'ProtectedResourceError',
    new Error('other'),
    { name: 'ProtectedResourceError', code: 'token_expired' },
    { name: 'ConfigurationError', option: 'issuer' }
  ])('%o is not an error of the package', (value) => {
    expect([core.isProtectedResourceError(value), core.isConfigurationError(value)]).toEqual([false, false])
  })
})
