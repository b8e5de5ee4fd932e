import { subscribe } from 'node:diagnostics_channel'
// Not the global one: test runners that fake timers make that stand still.
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

/** The requests of `fetch` that are in progress in this process. */
export interface FetchTraffic {
  /**
   * Waits until the requests that are in progress have ended. One that takes long, because the server hangs,
   * is waited for once and then left alone.
   *
   * @returns Whether there was anything to wait for.
   */
  settle(): Promise<boolean>
}

// Far more than an answer on loopback takes, even on a busy machine; short enough to pay for one that never comes.
const PATIENCE_MILLISECONDS = 200

let traffic: FetchTraffic | undefined

/** Starts to watch `fetch`, once for the whole process, by what undici tells on its diagnostics channels. */
export function watchFetchTraffic(): FetchTraffic {
  traffic ??= startWatching()
  return traffic
}

function startWatching(): FetchTraffic {
  const startedAt = new Map<unknown, number>()
  subscribe('undici:request:create', (message) => startedAt.set(requestOf(message), performance.now()))
  for (const end of ['undici:request:trailers', 'undici:request:error']) {
    subscribe(end, (message) => startedAt.delete(requestOf(message)))
  }

  function isBusy(): boolean {
    const patienceEnds = performance.now() - PATIENCE_MILLISECONDS
    return [...startedAt.values()].some((start) => start > patienceEnds)
  }

  return {
    async settle() {
      const wasBusy = isBusy()
      while (isBusy()) await sleep(1)
      return wasBusy
    }
  }
}

function requestOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'request' in message ? message.request : undefined
}
