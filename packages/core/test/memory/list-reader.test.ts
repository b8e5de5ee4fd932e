import { createTestClock, createTestStores } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { RevocationList } from '../../src/memory/revocation-list.ts'
import { createRevocations } from '../../src/memory/revocations.ts'
import { followRevocations } from '../../src/memory/shared-revocations.ts'
import { recordEvents } from '../support/record-events.ts'

const OPTIONS = { maxLagSeconds: 5, onLag: 'refuse', pollSeconds: 0.25 } as const

function follow(list?: RevocationList) {
  const clock = createTestClock()
  const stores = createTestStores()
  const local = createRevocations(clock)
  const shared = followRevocations(local, { ...OPTIONS, list: list ?? stores.revocations }, clock)
  onTestFinished(() => shared.close())
  return { clock, stores, local, shared }
}

describe('a list that cannot be read', () => {
  test('publishes one event per outage, with the cause', async () => {
    const events = recordEvents()
    const { clock, stores, shared } = follow()
    await shared.start()
    stores.setFault('down')
    await clock.advance(5)
    const told = events.filter(({ type }) => type === 'revocations_unreadable')
    expect(told).toMatchObject([{ lagSeconds: 0.25, cause: expect.any(Error) as Error }])
  })

  test('since it returns empty pages without an end is down, and is not read in a loop', async () => {
    let reads = 0
    const list: RevocationList = {
      append: async () => undefined,
      async read() {
        reads += 1
        return { entries: [], position: 'same', isComplete: false }
      }
    }
    const { shared } = follow(list)
    await shared.start()
    expect(reads).toBe(1)
    expect(shared.status()).toMatchObject({ status: 'down' })
  })
})

test('an entry that has expired already is not kept', async () => {
  const { clock, stores, local, shared } = follow()
  await stores.revocations.append({ key: 'jti\n\na', untilSeconds: clock.now() })
  await shared.start()
  expect(local.size).toBe(0)
})

test('a list that is current is not read again by a second start()', async () => {
  let reads = 0
  const list: RevocationList = {
    append: async () => undefined,
    async read() {
      reads += 1
      return { entries: [], position: 'end', isComplete: true }
    }
  }
  const { shared } = follow(list)
  await shared.start()
  await shared.start()
  expect(reads).toBe(1)
})
