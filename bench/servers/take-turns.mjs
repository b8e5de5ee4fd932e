import { setTimeout as sleep } from 'node:timers/promises'

/** @typedef {import('./open-servers.mjs').OpenServer} OpenServer */
/** @typedef {Omit<import('./open-servers.mjs').Stream, 'seconds'>} Stream */

/**
 * A server in a comparison, with a load of its own.
 *
 * @typedef {{ name: string; server: Pick<OpenServer, 'measure' | 'pause' | 'resume'>; stream: Stream }} Contestant
 */

/**
 * How the turns are: so many for each, how long one takes, and how long the first one, in which connections
 * are made and requests prepared.
 *
 * @typedef {{ startMilliseconds: number; turns: number; milliseconds: number }} Turns
 */

/**
 * Measures servers side by side: they and their loads take short turns, in which all others stand still. A
 * machine that is slow for some seconds is slow for all of them.
 *
 * @param {readonly Contestant[]} contestants Who; all of them stand still, before and after.
 * @param {Turns} turns How.
 * @returns {Promise<Map<string, Record<string, number>>>} What was found about each, by name.
 */
export async function takeTurns(contestants, { startMilliseconds, turns, milliseconds }) {
  const seconds = (contestants.length * (startMilliseconds + turns * milliseconds)) / 1000
  /** @type {Map<string, Record<string, number>>} */
  const found = new Map()
  const unfinished = new Set(contestants)
  const measurements = []
  for (const contestant of contestants) {
    const { name, server, stream } = contestant
    server.resume()
    const measurement = server
      .measure({ ...stream, seconds })
      .then((sample) => found.set(name, sample))
      .finally(() => unfinished.delete(contestant))
    // One that fails while others start is reported at the end, when all of them can be stopped.
    measurement.catch(() => undefined)
    measurements.push(measurement)
    await sleep(startMilliseconds)
    server.pause()
  }
  const all = Promise.all(measurements)
  while (unfinished.size > 0) {
    for (const { server } of unfinished) {
      server.resume()
      await sleep(milliseconds)
      server.pause()
    }
  }
  await all
  return found
}
