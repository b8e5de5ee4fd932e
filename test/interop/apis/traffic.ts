import { setTimeout as wait } from 'node:timers/promises'
import { callApi, type ApiAnswer } from './call-api.ts'
import type { ProtectedApi } from './protected-apis.ts'

/** Requests that go on and on, one after the other at each API, until they are ended. */
export interface Traffic {
  /** Tokens that come with the requests, in turn; may be added to while it runs. */
  tokens: string[]
  /** Resolves when each API has answered this many more requests. */
  more(requests: number): Promise<void>
}

/** Between requests, so that the traffic leaves the server the processor that it needs to start. */
const PAUSE_MILLISECONDS = 5

/** Requests that are running, and how to end them. */
interface RunningTraffic extends Traffic {
  end(): Promise<ApiAnswer[]>
}

/**
 * Has requests go on at several APIs at once while something happens.
 *
 * @param apis Where they go.
 * @param tokens What they carry, in turn.
 * @param happen What happens meanwhile.
 * @returns What was answered, each outcome once: status, and the reason of a refusal.
 */
export async function duringTraffic(
  apis: readonly ProtectedApi[],
  tokens: readonly string[],
  happen: (traffic: Traffic) => Promise<void>
): Promise<string[]> {
  const traffic = startTraffic(apis, tokens)
  try {
    await happen(traffic)
  } catch (error) {
    await traffic.end()
    throw error
  }
  const answers = await traffic.end()
  return [...new Set(answers.map(({ status, code = '' }) => `${status} ${code}`.trim()))]
}

function startTraffic(apis: readonly ProtectedApi[], tokens: readonly string[]): RunningTraffic {
  const pool = [...tokens]
  const state = { isOver: false }
  const streams = apis.map((api) => {
    const answers: ApiAnswer[] = []
    let waiting: (() => void)[] = []
    async function run(): Promise<void> {
      for (let turn = 0; !state.isOver; turn += 1) {
        answers.push(await callApi(api, pool[turn % pool.length] ?? ''))
        const notified = waiting
        waiting = []
        for (const notify of notified) notify()
        await wait(PAUSE_MILLISECONDS)
      }
    }
    const next = () => new Promise<void>((resolve) => void waiting.push(resolve))
    return { answers, next, running: run() }
  })
  return {
    tokens: pool,
    async more(requests) {
      await Promise.all(
        streams.map(async ({ next, running }) => {
          for (let count = 0; count < requests; count += 1) await Promise.race([next(), running])
        })
      )
    },
    async end() {
      state.isOver = true
      await Promise.all(streams.map(({ running }) => running))
      return streams.flatMap(({ answers }) => answers)
    }
  }
}
