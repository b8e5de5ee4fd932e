import { describe, expect, it } from 'vitest'
import { createLimit } from '../../../src/signature/engine/limit.ts'

/** Work that ends when it is told to. */
function setUp(atOnce: number) {
  const queue = createLimit(atOnce)
  const begun: string[] = []
  const failures: unknown[] = []
  const ends = new Map<string, () => void>()
  return {
    begun,
    failures,
    queue(...names: string[]) {
      for (const name of names) {
        queue({
          begin(end) {
            begun.push(name)
            ends.set(name, end)
          },
          fail: (error) => failures.push(error)
        })
      }
    },
    queueBroken(error: unknown) {
      queue({
        begin() {
          throw error
        },
        fail: (failure) => failures.push(failure)
      })
    },
    end: (name: string) => ends.get(name)?.()
  }
}

describe('the limit of work that is under way', () => {
  it('lets as much begin at once as it says', () => {
    const { queue, begun } = setUp(3)
    queue('a', 'b', 'c', 'd', 'e')
    expect(begun).toEqual(['a', 'b', 'c'])
  })

  it('lets the next begin when one has ended, in the order in which they came', () => {
    const { queue, begun, end } = setUp(2)
    queue('a', 'b', 'c', 'd')
    end('b')
    expect(begun).toEqual(['a', 'b', 'c'])
    end('a')
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
  })

  it('lets nobody overtake who waits', () => {
    const { queue, begun, end } = setUp(1)
    queue('a', 'b')
    end('a')
    queue('c')
    expect(begun).toEqual(['a', 'b'])
    end('b')
    expect(begun).toEqual(['a', 'b', 'c'])
  })

  it('lets work begin at once again when everything has ended', () => {
    const { queue, begun, end } = setUp(1)
    queue('a')
    end('a')
    queue('b')
    expect(begun).toEqual(['a', 'b'])
  })

  it('tells work that could not begin why, and keeps nobody waiting for it', () => {
    const { queue, queueBroken, begun, failures, end } = setUp(1)
    const error = new Error('no such key')
    queueBroken(error)
    expect(failures).toEqual([error])
    queue('a')
    queueBroken(error)
    queue('b')
    end('a')
    expect(failures).toEqual([error, error])
    expect(begun).toEqual(['a', 'b'])
  })

  it('lets everything begin at once where there is none', () => {
    const { queue, begun } = setUp(Infinity)
    const names = Array.from({ length: 100 }, (_, index) => `work ${index}`)
    queue(...names)
    expect(begun).toEqual(names)
  })
})
