import { describe, expect, it } from 'vitest'
import { createBunches } from '../../../src/signature/engine/in-bunches.ts'

const ONE_CORE = 1
const BUNCH = 3

/** Work that ends when it is told to, and turns of the event loop that come when they are told to. */
function setUp(cores: number) {
  const turns: (() => void)[] = []
  const run = createBunches(cores, (begin) => turns.push(begin))
  const begun: string[] = []
  const ends = new Map<string, { resolve: (value: string) => void; reject: (error: unknown) => void }>()
  return {
    begun,
    turns,
    run: (name: string) =>
      run(() => {
        begun.push(name)
        return new Promise<string>((resolve, reject) => ends.set(name, { resolve, reject }))
      }),
    async end(...names: string[]) {
      for (const name of names) ends.get(name)?.resolve(`${name} done`)
      await settled()
    },
    async fail(name: string) {
      ends.get(name)?.reject(new Error(`${name} failed`))
      await settled()
    }
  }
}

/** Until nobody has anything to say any more. */
const settled = () => new Promise((resolve) => void setImmediate(resolve))

describe('work for the thread pool, on one core', () => {
  it('begins at once, as long as one thread of the pool stays free', async () => {
    const { run, begun, end } = setUp(ONE_CORE)
    const first = run('a')
    for (const name of ['b', 'c', 'd', 'e']) void run(name)
    expect(begun).toEqual(['a', 'b', 'c'])
    await end('a')
    expect(await first).toBe('a done')
  })

  it('waits until the bunch before has ended, and the event loop had its turn', async () => {
    const { run, begun, turns, end } = setUp(ONE_CORE)
    for (const name of ['a', 'b', 'c']) void run(name)
    const next = run('d')
    await end('a', 'b')
    expect(turns).toHaveLength(0)
    await end('c')
    expect(turns).toHaveLength(1)
    expect(begun).toHaveLength(BUNCH)
    turns.shift()?.()
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
    await end('d')
    expect(await next).toBe('d done')
    expect(turns).toHaveLength(0)
  })

  it('is served in the order in which it came, and nobody overtakes who waits', async () => {
    const { run, begun, turns, end } = setUp(ONE_CORE)
    for (const name of ['a', 'b', 'c', 'd', 'e']) void run(name)
    await end('a', 'b', 'c')
    for (const name of ['f', 'g']) void run(name)
    expect(begun).toHaveLength(BUNCH)
    turns.shift()?.()
    expect(begun.slice(BUNCH)).toEqual(['d', 'e', 'f'])
    await end('d', 'e', 'f')
    turns.shift()?.()
    expect(begun.slice(2 * BUNCH)).toEqual(['g'])
  })

  it('fills up a bunch that nobody waits behind', async () => {
    const { run, begun, end } = setUp(ONE_CORE)
    for (const name of ['a', 'b', 'c']) void run(name)
    await end('a')
    void run('d')
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
  })

  it('keeps nobody waiting when it fails, and says so to who asked', async () => {
    const { run, begun, turns, end, fail } = setUp(ONE_CORE)
    const failing = run('a')
    for (const name of ['b', 'c', 'd']) void run(name)
    const failure = failing.catch((error: unknown) => error)
    await fail('a')
    expect(await failure).toEqual(new Error('a failed'))
    await end('b', 'c')
    turns.shift()?.()
    expect(begun).toContain('d')
  })

  it('tells who has waited that it failed', async () => {
    const { run, turns, end, fail } = setUp(ONE_CORE)
    for (const name of ['a', 'b', 'c']) void run(name)
    const waiting = run('d')
    await end('a', 'b', 'c')
    turns.shift()?.()
    const failure = waiting.catch((error: unknown) => error)
    await fail('d')
    expect(await failure).toEqual(new Error('d failed'))
  })
})

describe('work for the thread pool, on several cores', () => {
  it('begins at once, however much there is', () => {
    const { run, begun, turns } = setUp(2)
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) void run(name)
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(turns).toEqual([])
  })
})
