// #region contract
import { createTestStores, storeContract } from '@portcullis/testing'
import { expect, test } from 'vitest'

// Your store, opened twice over the same data.
const one = createTestStores().revocations
const other = one

for (const { title, run } of storeContract('revocations', () => ({ one, other })))
  test(title, async () => {
    await expect(run()).resolves.toBeUndefined()
  })
// #endregion
