import { expect, test } from 'vitest'
import { KEY_DEFAULTS } from '../../src/keys/key-options.ts'

test('the defaults are those that the documentation names', () => {
  expect(KEY_DEFAULTS).toEqual({
    ttlSeconds: 600,
    staleWhileUnreachableSeconds: 6 * 3600,
    deadlineSeconds: 3
  })
})
