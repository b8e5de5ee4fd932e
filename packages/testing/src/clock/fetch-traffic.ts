import { subscribe } from 'node:diagnostics_channel'
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

// Far more rounds of the event loop than an answer on loopback takes; few enough to pay for one that never comes.
// Rounds, not time: neither a slow machine nor a pause of the process makes a server look as if it hangs.
const PATIENCE_ROUNDS = 200

let traffic: FetchTraffic | undefined

/** Starts to watch `fetch`, once for the whole process, by what undici tells on its diagnostics channels. */
export function watchFetchTraffic(): FetchTraffic {
  traffic ??= startWatching()
  return traffic
}

function startWatching(): FetchTraffic {
  /** How many rounds each request was waited for. */
  const waited = new Map<unknown, number>()
  subscribe('undici:request:create', (message) => waited.set(requestOf(message), 0))
  for (const end of ['undici:request:trailers', 'undici:request:error']) {
    subscribe(end, (message) => waited.delete(requestOf(message)))
  }

  function isBusy(): boolean {
    return [...waited.values()].some((rounds) => rounds < PATIENCE_ROUNDS)
  }

  async function waitForRound(): Promise<void> {
    await sleep(1)
    for (const [request, rounds] of waited) waited.set(request, rounds + 1)
  }

  return {
    async settle() {
      const wasBusy = isBusy()
      while (isBusy()) await waitForRound()
      return wasBusy
    }
  }
}

function requestOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'request' in message ? message.request : undefined
}
