import { expect, onTestFinished, test, vi } from 'vitest'
import { compare } from '../measure/compare.mjs'
import { figureOf, spreadOf } from '../measure/figure.mjs'
import { formatFigure } from '../report/format.mjs'
import { writeTable } from '../report/table.mjs'
import { startStopwatch } from '../servers/stopwatch.mjs'
import { takeTurns } from '../servers/take-turns.mjs'
import { BAD_TOKENS, makeBadTokens } from '../tokens/bad-tokens.mjs'
import { makeTokens, USUAL_BYTES } from '../tokens/make-tokens.mjs'
import { createSigner } from '../tokens/signer.mjs'

const PLAN = { issuer: 'https://issuer.example', audience: 'https://api.example', bytes: USUAL_BYTES }
const PATIENCE = { minRounds: 3, maxRounds: 10, seconds: 60, spread: 0.01 }

test('a figure is the median of the rounds, and its spread what half of them differ by', () => {
  const figure = figureOf([5, 1, 2, 4, 3])
  expect(figure).toEqual({ median: 3, low: 2, high: 4, rounds: 5 })
  expect(spreadOf(figure)).toBeCloseTo(2 / 3)
})

test('contenders take turns, and another one begins each round', async () => {
  const order: string[] = []
  const contender = (name: string) => ({
    name,
    async sample() {
      order.push(name)
      return { cpu: 1 }
    }
  })
  await compare(['a', 'b', 'c'].map(contender), { against: 'a', decisive: 'cpu', patience: PATIENCE })
  expect(order.join('')).toBe('abcbcacab')
})

test('servers take short turns, in which all others stand still', async () => {
  const running = new Set<string>()
  const order: string[] = []
  const contestant = (name: string, turnsNeeded: number) => {
    let turns = 0
    let end: ((sample: Record<string, number>) => void) | undefined
    const server = {
      resume() {
        running.add(name)
        order.push([...running].join('+'))
        turns += 1
        if (turns === turnsNeeded) end?.({ turns })
      },
      pause: () => void running.delete(name),
      measure: () =>
        new Promise<Record<string, number>>((resolve) => {
          end = resolve
        })
    }
    return { name, server, stream: { pool: '', tokens: 1, connections: 1 } }
  }
  const found = await takeTurns([contestant('a', 3), contestant('b', 4)], {
    startMilliseconds: 1,
    turns: 2,
    milliseconds: 1
  })
  expect(Object.fromEntries(found)).toEqual({ a: { turns: 3 }, b: { turns: 4 } })
  expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b', 'b'])
  expect(running.size).toBe(0)
})

test('a stopwatch does not count while its process stands still', () => {
  let time = 1000
  const stopwatch = startStopwatch(() => time)
  const readAt = (moment: number) => {
    time = moment
    return [stopwatch.read(), stopwatch.resumedAt()]
  }
  expect(readAt(1060)).toEqual([60, 1000])
  expect(readAt(1200)).toEqual([60, 1200])
  expect(readAt(1230)).toEqual([90, 1200])
  stopwatch.stop()
})

test('a stopwatch counts while a server does not answer', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const stopwatch = startStopwatch()
  vi.advanceTimersByTime(150)
  expect([stopwatch.read(), stopwatch.resumedAt()]).toEqual([150, performance.now() - 150])
  stopwatch.stop()
  expect(vi.getTimerCount()).toBe(0)
})

test('ratios are formed within a round, so that a machine that slows down changes none', async () => {
  let pace = 1
  const limit = { name: 'limit', sample: async () => ({ cpu: 10 * pace }) }
  const double = {
    name: 'double',
    async sample() {
      const cost = { cpu: 20 * pace }
      pace += 1
      return cost
    }
  }
  const rules = { against: 'limit', decisive: 'cpu', patience: { ...PATIENCE, minRounds: 1, maxRounds: 1 } }
  const first = await compare([limit, double], rules)
  const second = await compare([limit, double], rules)
  const standings = [...first, ...second].filter(({ name }) => name === 'double')
  expect(standings.map(({ ratios }) => ratios['cpu']?.median)).toEqual([2, 2])
})

test('what does not become steady is measured until there are enough rounds', async () => {
  let next = 0
  const standings = await compare(
    [
      { name: 'limit', sample: async () => ({ cpu: 1 }) },
      { name: 'restless', sample: async () => ({ cpu: (next += 1) }) }
    ],
    { against: 'limit', decisive: 'cpu', patience: PATIENCE }
  )
  expect(standings[1]?.figures['cpu']?.rounds).toBe(PATIENCE.maxRounds)
})

test('tokens have the length that is asked for, and differ', async () => {
  const tokens = await makeTokens(createSigner('RS256', 'key'), 3, PLAN)
  expect(new Set(tokens).size).toBe(3)
  for (const { length } of tokens) expect(Math.abs(length - USUAL_BYTES)).toBeLessThanOrEqual(1)
})

test.each(BAD_TOKENS)('bad tokens differ from each other and from the good one: %s', async (kind) => {
  const [good = ''] = await makeTokens(createSigner('ES256', 'key'), 1, PLAN)
  const tokens = makeBadTokens(good, kind, 50)
  expect(new Set([good, ...tokens]).size).toBe(51)
})

test('a table has columns for each version of Node.js, and a dash where nothing was measured', () => {
  const resultsOf = (node: string, who: string) => ({
    mode: 'full' as const,
    machine: {
      node,
      openssl: '3',
      system: 'Linux x64',
      processor: 'x',
      cores: 2,
      memory: '4 GiB',
      pinned: true
    },
    versions: {},
    sections: {
      hits: {
        date: '2026-01-01',
        processor: 'x',
        seconds: 1,
        busy: 0,
        rows: [{ labels: { who }, figures: { wall: figureOf([0.5]) }, ratios: {} }]
      }
    }
  })
  const table = writeTable([resultsOf('20.1.0', 'ours'), resultsOf('24.1.0', 'theirs')], {
    section: 'hits',
    rows: 'who',
    head: 'verifier',
    columns: [{ title: 'µs', kind: 'figures', quantity: 'wall' }]
  })
  expect(table.split('\n')).toEqual([
    '| verifier | µs, Node 20 | µs, Node 24 |',
    '| --- | ---: | ---: |',
    '| ours | 0.50 | – |',
    '| theirs | – | 0.50 |'
  ])
  expect(formatFigure(figureOf([1, 2, 3, 4, 5]))).toBe('3.00 ± 1.00')
})
