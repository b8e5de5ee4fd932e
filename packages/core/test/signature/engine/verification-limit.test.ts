import { describe, expect, it } from 'vitest'
import { atOnceOn, createVerificationLimit } from '../../../src/signature/engine/verification-limit.ts'

const CALM_AFTER = 100

/** Verifications that end when they are told to. */
function setUp(atOnce: number) {
  const queue = createVerificationLimit(atOnce)
  const begun: string[] = []
  const failures: unknown[] = []
  const ends = new Map<string, (isSigned: boolean) => void>()
  const add = (...names: string[]) => {
    for (const name of names) {
      queue({
        begin(end) {
          begun.push(name)
          ends.set(name, end)
        },
        fail: (error) => failures.push(error)
      })
    }
  }
  const end = (name: string, isSigned: boolean) => ends.get(name)?.(isSigned)
  const endAtOnce = (times: number, isSigned: boolean) => {
    for (let time = 0; time < times; time += 1)
      queue({ begin: (over) => over(isSigned), fail: () => undefined })
  }
  return {
    begun,
    failures,
    add,
    end,
    endAtOnce,
    addBroken(error: unknown) {
      queue({
        begin() {
          throw error
        },
        fail: (failure) => failures.push(failure)
      })
    }
  }
}

describe('while all signatures are good', () => {
  it('all are verified at once', () => {
    const { add, begun, endAtOnce } = setUp(1)
    endAtOnce(1, true)
    const names = Array.from({ length: 100 }, (_, index) => `signature ${index}`)
    add(...names)
    expect(begun).toEqual(names)
  })
})

describe('after a bad signature', () => {
  it('no more are verified at once than the limit says', () => {
    const { add, begun, endAtOnce } = setUp(3)
    endAtOnce(1, false)
    add('a', 'b', 'c', 'd', 'e')
    expect(begun).toEqual(['a', 'b', 'c'])
  })

  it('counts what began before', () => {
    const { add, begun, end } = setUp(2)
    add('a', 'b', 'c', 'd')
    end('a', false)
    add('e')
    end('b', false)
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
    end('c', false)
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('the next begins when one has ended, in the order in which they came', () => {
    const { add, begun, end, endAtOnce } = setUp(2)
    endAtOnce(1, false)
    add('a', 'b', 'c', 'd')
    end('b', false)
    expect(begun).toEqual(['a', 'b', 'c'])
    add('e')
    end('a', true)
    end('c', true)
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('a long queue keeps its order while it grows and shrinks', () => {
    const { add, begun, end, endAtOnce } = setUp(1)
    endAtOnce(1, false)
    const names = Array.from({ length: 90 }, (_, index) => `signature ${index}`)
    add(...names.slice(0, 30))
    for (const name of names.slice(0, 20)) end(name, true)
    add(...names.slice(30))
    for (const name of names.slice(20)) end(name, true)
    expect(begun).toEqual(names)
  })

  it('the next begins at once when all have ended', () => {
    const { add, begun, end, endAtOnce } = setUp(1)
    endAtOnce(1, false)
    add('a')
    end('a', true)
    add('b', 'c')
    expect(begun).toEqual(['a', 'b'])
  })

  it('the limit holds until a hundred in a row were good, and then nobody waits', () => {
    const { add, begun, end, endAtOnce } = setUp(2)
    endAtOnce(1, false)
    endAtOnce(CALM_AFTER - 2, true)
    add('a', 'b', 'c', 'd', 'e')
    end('a', true)
    expect(begun).toEqual(['a', 'b', 'c'])
    end('b', true)
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('another bad one begins the count anew', () => {
    const { add, begun, endAtOnce } = setUp(1)
    endAtOnce(1, false)
    endAtOnce(CALM_AFTER - 1, true)
    endAtOnce(1, false)
    endAtOnce(CALM_AFTER - 1, true)
    add('a', 'b')
    expect(begun).toEqual(['a'])
  })
})

describe('a verification that could not begin', () => {
  it('is told why, and keeps nobody waiting', () => {
    const { add, addBroken, begun, failures, end, endAtOnce } = setUp(1)
    const error = new Error('no such key')
    endAtOnce(1, false)
    addBroken(error)
    expect(failures).toEqual([error])
    add('a')
    addBroken(error)
    add('b')
    end('a', true)
    expect(failures).toEqual([error, error])
    expect(begun).toEqual(['a', 'b'])
  })

  it('says nothing about other signatures', () => {
    const { add, addBroken, begun } = setUp(1)
    addBroken(new Error('no such key'))
    add('a', 'b')
    expect(begun).toEqual(['a', 'b'])
  })
})

describe('the limit for a machine', () => {
  it('leaves a thread of the pool and half of the core to others, where there is one core', () => {
    expect(atOnceOn(1)).toBe(3)
  })

  it('is none where there are more', () => {
    expect(atOnceOn(2)).toBe(Infinity)
  })
})
