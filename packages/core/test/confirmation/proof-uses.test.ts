import { describe, expect, test } from 'vitest'
import { createRecordUse } from '../../src/confirmation/proof-uses.ts'
import { TIME_IS_OVER } from '../../src/flow/within.ts'
import { createReplays } from '../../src/memory/replays.ts'
import { stubClock } from '../support/stub-clock.ts'
import { NOW } from '../support/test-token.ts'
import { verifies } from '../../../../test/requirements.ts'

const clock = stubClock(NOW)
const use = (request: object, key = 'key') => ({ request, key, untilSeconds: NOW + 300 })

describe('a store that two protected resources share', () => {
  test('records the proof of one request once for both, one after the other or together', async () => {
    const added: unknown[] = []
    const store = { add: async (key: string, until: number) => added.push(key, until) > 0 }
    const [one, other] = [createRecordUse(store, clock), createRecordUse(store, clock)]
    const request = {}
    expect([await one(use(request)), await other(use(request)), await one(use(request))]).toEqual([
      true,
      true,
      true
    ])
    const together = {}
    expect(await Promise.all([one(use(together, 'b')), other(use(together, 'b'))])).toEqual([true, true])
    expect(added).toEqual(['key', NOW + 300, 'b', NOW + 300])
  })

  test(verifies('D-28', 'records a proof in no second request, at neither of the resources'), async () => {
    const store = createReplays(clock)
    const [one, other] = [createRecordUse(store, clock), createRecordUse(store, clock)]
    expect(await one(use({}))).toBe(true)
    const replay = {}
    for (const record of [one, other, one]) {
      expect(await record(use(replay))).toBe(false)
      expect(await record(use({}))).toBe(false)
    }
  })

  test('records each proof of a request that middleware gives another one', async () => {
    const record = createRecordUse(createReplays(clock), clock)
    const request = {}
    expect([await record(use(request, 'a')), await record(use(request, 'b'))]).toEqual([true, true])
    expect(await record(use({}, 'b'))).toBe(false)
  })
})

test('the same request has a use of its own in each of two stores', async () => {
  const request = {}
  const used = createReplays(clock)
  void used.add('key', NOW + 300)
  expect(await createRecordUse(createReplays(clock), clock)(use(request))).toBe(true)
  expect(await createRecordUse(used, clock)(use(request))).toBe(false)
})

test.each([undefined, null, 0, 1, 'OK', 'true', {}])('a store that answers %j fails', async (answer) => {
  for (const given of [answer, Promise.resolve(answer)]) {
    const record = createRecordUse({ add: () => given as boolean }, clock)
    await expect(record(use({}))).rejects.toThrow('neither true nor false')
  }
})

test('a store that throws fails, and does so for the same request again', async () => {
  const error = new Error('down')
  let calls = 0
  const add = (): boolean => {
    calls += 1
    throw error
  }
  const record = createRecordUse({ add }, clock)
  const request = {}
  await expect(record(use(request))).rejects.toBe(error)
  await expect(record(use(request))).rejects.toBe(error)
  expect(calls).toBe(1)
})

test('a store that never answers fails after 5 seconds', async () => {
  const waits: number[] = []
  const schedule = (task: () => void, milliseconds: number) => {
    waits.push(milliseconds)
    queueMicrotask(task)
    return () => undefined
  }
  const record = createRecordUse({ add: () => new Promise(() => undefined) }, { ...clock, schedule })
  await expect(record(use({}))).rejects.toBe(TIME_IS_OVER)
  expect(waits).toEqual([5000])
})
