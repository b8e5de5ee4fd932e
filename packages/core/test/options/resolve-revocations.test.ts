import { describe, expect, test } from 'vitest'
import { resolveOptions } from '../../src/options/resolve-options.ts'

describe('the option "revocations"', () => {
  const list = {
    append: async () => undefined,
    read: async () => ({ entries: [], position: '', isComplete: true })
  }
  const resolved = (revocations: object | undefined) =>
    resolveOptions(
      { issuer: 'https://a.example.test', audience: 'api', revocations: revocations as never },
      {}
    ).revocations

  test('is undefined unless it is set', () => {
    expect(resolved(undefined)).toBeUndefined()
  })

  test('keeps the list itself and has defaults', () => {
    expect(resolved({ list })).toEqual({ list, maxLagSeconds: 5, onLag: 'refuse', pollSeconds: 0.25 })
    expect(resolved({ list })?.list).toBe(list)
  })

  test.each([{}, { list: undefined }, { list, maxLag: 5 }, { list, onLag: 'ignore' }])(
    'is invalid: %j',
    (value) => {
      expect(() => resolved(value)).toThrow(expect.objectContaining({ name: 'ConfigurationError' }))
    }
  )
})
