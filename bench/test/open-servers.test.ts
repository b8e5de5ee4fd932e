import { expect, test } from 'vitest'
import { openServer } from '../servers/open-servers.mjs'

const trust = { issuer: 'https://as.example.test', audience: 'https://api.example.test', jwksUri: '' }

/** A load that answers with these numbers of requests, one after the other, and notes what it is sent. */
function scriptedLoad(answered: number[]) {
  const plans: { rate?: number; seconds: number }[] = []
  const load = {
    async ask(_question: string, plan?: unknown) {
      plans.push(plan as { rate?: number; seconds: number })
      const requests = answered.shift() ?? 0
      return { requests, seconds: requests === 0 ? 0 : 1, p50: 1, p99: 1 } as never
    },
    pause() {},
    resume() {},
    stop: async () => {}
  }
  return { load, plans }
}

async function measureWith(answered: number[]) {
  const { load, plans } = scriptedLoad(answered)
  const plan = { framework: 'Fastify', protection: 'no check', trust } as const
  const server = await openServer(plan as never, load, undefined)
  try {
    const stream = { pool: '', tokens: 1, connections: 1, seconds: 0.01 }
    const samples = [await server.measure(stream), await server.measure(stream)]
    return { rates: samples.map((sample) => sample['rate']), plans }
  } finally {
    await server.stop()
  }
}

test('a load without an answer is sent again for twice as long, and sets no rate for the next one', async () => {
  const { rates, plans } = await measureWith([0, 100, 0, 300])
  expect(rates).toEqual([100, 300])
  expect(plans.map(({ rate }) => rate)).toEqual([undefined, undefined, 200, 200])
  expect(plans.map(({ seconds }) => seconds)).toEqual([0.01, 0.02, 0.01, 0.02])
})

test('a server that answers no request in five loads fails the measurement', async () => {
  await expect(measureWith([])).rejects.toThrow('no request was answered in 5 loads')
})
