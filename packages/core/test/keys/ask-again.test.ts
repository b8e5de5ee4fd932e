import { createTestClock, type TestClock } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import { askAgain } from '../../src/keys/ask-again.ts'
import { KEY_DEFAULTS } from '../../src/keys/key-options.ts'
import { startLife, type FetchedKeySet, type KeySetLife } from '../../src/keys/key-set-life.ts'
import type { KeySet } from '../../src/keys/key-set.ts'
import { createGate, type Gate } from '../support/gate.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { keySetNamed } from '../support/test-key-set.ts'

interface Rig {
  readonly clock: TestClock
  readonly life: KeySetLife
  /** The fetches, in their order; each brings what its gate is opened with. */
  readonly fetches: Gate<FetchedKeySet>[]
}

function startRig(): Rig {
  const clock = createTestClock()
  const fetches: Gate<FetchedKeySet>[] = []
  const life = startLife({
    fetchKeySet() {
      const gate = createGate<FetchedKeySet>()
      fetches.push(gate)
      return gate.promise
    },
    clock,
    options: KEY_DEFAULTS,
    decidesAlone: true,
    observer: { replaced: () => undefined, stale: () => undefined, gaveUp: () => undefined }
  })
  return { clock, life, fetches }
}

const fetched = (...kids: string[]): FetchedKeySet => ({
  keySet: keySetNamed(...kids),
  lifeSeconds: undefined
})

/** Looks for a key of a name; nothing is ever verified with what is found. */
async function search(life: KeySetLife, kid: string, isWorthIt: () => boolean = () => true) {
  const look = async (keySet: KeySet) => (keySet.kids.includes(kid) ? { keySet, keys: [] } : undefined)
  return askAgain(life, { arrival: life.fetches, look, isWorthIt })
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('asking the issuer again', () => {
  test('begins a fetch where none is under way and it is worth one', async () => {
    const { life, fetches } = startRig()
    const found = search(life, 'new')
    fetches[0]?.open(fetched('old', 'new'))
    expect((await found)?.keySet.kids).toEqual(['old', 'new'])
  })

  test('begins none where it is not worth one', async () => {
    const { life, fetches } = startRig()
    expect(await search(life, 'new', () => false)).toBeUndefined()
    expect(fetches).toHaveLength(0)
  })

  test('begins none after the fetch that was under way where it is not worth one', async () => {
    const { life, fetches } = startRig()
    const first = search(life, 'a')
    const second = search(life, 'new', () => false)
    fetches[0]?.open(fetched('a'))
    await first
    expect(await second).toBeUndefined()
    expect(fetches).toHaveLength(1)
  })

  test('is content with the fetch that is under way where it brings the key', async () => {
    const { life, fetches } = startRig()
    const first = search(life, 'a')
    const second = search(life, 'new', () => {
      throw new Error('nobody should ask')
    })
    fetches[0]?.open(fetched('a', 'new'))
    expect((await second)?.keySet.kids).toEqual(['a', 'new'])
    expect(await first).toBeDefined()
  })

  test('looks on, once, where the fetch under way had begun before', async () => {
    const { life, fetches } = startRig()
    const first = search(life, 'a')
    const many = Array.from({ length: 3 }, () => search(life, 'new'))
    fetches[0]?.open(fetched('a'))
    await first
    await settle()
    expect(fetches).toHaveLength(2)
    fetches[1]?.open(fetched('a', 'new'))
    const found = await Promise.all(many)
    for (const each of found) expect(each?.keySet.kids).toEqual(['a', 'new'])
    expect(fetches).toHaveLength(2)
  })

  test('has its proof in a fetch that began afterwards, whoever began it', async () => {
    const { life, fetches } = startRig()
    const first = search(life, 'a')
    const asked: string[] = []
    const worth = (name: string) => () => asked.push(name) > 0
    const second = search(life, 'b', worth('b'))
    const third = search(life, 'c', worth('c'))
    fetches[0]?.open(fetched('a'))
    await first
    await settle()
    fetches[1]?.open(fetched('a'))
    expect(await Promise.all([second, third])).toEqual([undefined, undefined])
    expect(asked).toEqual(['b'])
    expect(fetches).toHaveLength(2)
  })

  test('ends at once, without fetch, timer or promise, where it is not worth one', () => {
    const { clock, life, fetches } = startRig()
    const look = async () => undefined
    expect(askAgain(life, { arrival: life.fetches, look, isWorthIt: () => false })).toBeUndefined()
    expect(fetches).toHaveLength(0)
    expect(clock.pendingTasks).toBe(0)
  })

  test('is refused where the fetch fails', async () => {
    const { life, fetches } = startRig()
    const found = search(life, 'new')
    fetches[0]?.fail(new ProtectedResourceError('jwks_invalid'))
    expect((await refusalOf(() => found)).code).toBe('jwks_invalid')
  })

  test('waits two seconds in all, and lets the fetches go on', async () => {
    const { clock, life, fetches } = startRig()
    const first = search(life, 'a')
    const second = refusalOf(() => search(life, 'new'))
    await clock.advance(1.5)
    fetches[0]?.open(fetched('a'))
    await first
    await clock.advance(0.499)
    expect(fetches).toHaveLength(2)
    await clock.advance(0.001)
    expect(await second).toMatchObject({ code: 'jwks_unreachable', retryAfterSeconds: 1 })
    fetches[1]?.open(fetched('a', 'new'))
    await settle()
    expect(life.keySet?.kids).toEqual(['a', 'new'])
  })

  test('passes a defect on', async () => {
    const { life } = startRig()
    const isWorthIt = () => {
      throw new TypeError('a defect')
    }
    await expect(search(life, 'new', isWorthIt)).rejects.toThrow(TypeError)
  })
})
