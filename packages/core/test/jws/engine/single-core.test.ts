import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createSingleCore } from '../../../src/jws/engine/single-core.ts'

const CALM_AFTER = 100

/** Verifications that end when they are told to. */
function setUp() {
  const singleCore = createSingleCore()
  const begun: string[] = []
  const ends = new Map<string, PromiseWithResolvers<boolean>>()
  const verdicts: Promise<boolean>[] = []
  return {
    singleCore,
    begun,
    verdicts,
    async add(...names: readonly string[]) {
      for (const name of names) {
        const verdict = singleCore.enqueue(async () => {
          begun.push(name)
          const end = withResolvers()
          ends.set(name, end)
          return end.promise
        })
        verdicts.push(verdict)
      }
      await setImmediate()
    },
    async end(name: string, isSigned: boolean) {
      ends.get(name)?.resolve(isSigned)
      await setImmediate()
    },
    async fail(name: string, error: Error) {
      ends.get(name)?.reject(error)
      await setImmediate()
    },
    note(times: number, isSigned: boolean) {
      for (let time = 0; time < times; time += 1) singleCore.note(isSigned)
    }
  }
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>
  resolve: (value: T) => void
  reject: (error: Error) => void
}

/** `Promise.withResolvers`, which Node.js 20 does not have. */
function withResolvers(): PromiseWithResolvers<boolean> {
  let settle: Omit<PromiseWithResolvers<boolean>, 'promise'> | undefined
  const promise = new Promise<boolean>((resolve, reject) => {
    settle = { resolve, reject }
  })
  if (settle === undefined) throw new Error('a promise begins at once')
  return { promise, ...settle }
}

describe('it is calm', () => {
  test('before any signature has come, and while they are good', () => {
    const { singleCore, note } = setUp()
    expect(singleCore.isCalm()).toBe(true)
    note(3, true)
    expect(singleCore.isCalm()).toBe(true)
  })

  test('not from a bad one on, until a hundred in a row were good', () => {
    const { singleCore, note } = setUp()
    note(1, false)
    expect(singleCore.isCalm()).toBe(false)
    note(CALM_AFTER - 1, true)
    expect(singleCore.isCalm()).toBe(false)
    note(1, true)
    expect(singleCore.isCalm()).toBe(true)
  })

  test('not when another bad one has begun the count anew', () => {
    const { singleCore, note } = setUp()
    note(1, false)
    note(CALM_AFTER - 1, true)
    note(1, false)
    note(CALM_AFTER - 1, true)
    expect(singleCore.isCalm()).toBe(false)
  })

  test('by what the thread pool finds, too', async () => {
    const { singleCore, note, add, end } = setUp()
    await add('a', 'b')
    await end('a', false)
    expect(singleCore.isCalm()).toBe(false)
    note(CALM_AFTER - 1, true)
    await end('b', true)
    expect(singleCore.isCalm()).toBe(true)
  })
})

describe('the thread pool', () => {
  test('verifies two at once', async () => {
    const { add, begun } = setUp()
    await add('a', 'b', 'c', 'd', 'e')
    expect(begun).toEqual(['a', 'b'])
  })

  test('gives each its verdict', async () => {
    const { add, end, verdicts } = setUp()
    await add('a', 'b')
    await end('b', false)
    await end('a', true)
    expect(await Promise.all(verdicts)).toEqual([true, false])
  })

  test('begins the next when one has ended, in the order in which they came', async () => {
    const { add, begun, end } = setUp()
    await add('a', 'b', 'c', 'd', 'e')
    await end('b', false)
    expect(begun).toEqual(['a', 'b', 'c'])
    await add('f')
    await end('a', true)
    await end('c', true)
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('keeps the order while the queue grows and shrinks', async () => {
    const { add, begun, end } = setUp()
    const names = Array.from({ length: 90 }, (_, index) => `signature ${index}`)
    await add(...names.slice(0, 30))
    for (const name of names.slice(0, 20)) await end(name, true)
    await add(...names.slice(30))
    for (const name of names.slice(20)) await end(name, true)
    expect(begun).toEqual(names)
  })

  test('begins at once when all have ended', async () => {
    const { add, begun, end } = setUp()
    await add('a', 'b')
    for (const name of ['a', 'b']) await end(name, true)
    await add('c', 'd', 'e')
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
  })

  test('gives the place of one that ends to whoever waits, not to one that comes in that moment', async () => {
    const { singleCore, add, begun, end } = setUp()
    await add('a', 'b', 'c')
    const ending = end('a', true)
    // Comes in each of the turns that it takes to go on.
    const late = Array.from({ length: 8 }, async (_, turns) => {
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
      void singleCore.enqueue(async () => {
        begun.push('late')
        return new Promise(() => {})
      })
    })
    await Promise.all([ending, ...late])
    expect(begun).toEqual(['a', 'b', 'c'])
  })

  test('says why one has failed, which keeps nobody waiting and says nothing about other signatures', async () => {
    const { singleCore, add, begun, fail, verdicts } = setUp()
    await add('a', 'b', 'c')
    const failure = new Error('no such key')
    await Promise.all([expect(verdicts[0]).rejects.toThrow(failure), fail('a', failure)])
    expect(begun).toEqual(['a', 'b', 'c'])
    expect(singleCore.isCalm()).toBe(true)
  })
})
