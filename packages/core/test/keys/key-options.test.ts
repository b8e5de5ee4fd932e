import { expect, test } from 'vitest'
import { KEY_DEFAULTS } from '../../src/keys/key-options.ts'

test('the defaults are those that the documentation names', () => {
  expect(KEY_DEFAULTS).toEqual({
    ttlSeconds: 600,
    staleIfErrorSeconds: 6 * 3600,
    fetchTimeoutSeconds: 3
  })
})
