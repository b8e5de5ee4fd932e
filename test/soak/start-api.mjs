import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {{ Express: number; Fastify: number }} Ports
 *
 * @typedef {{ heap: number; rss: number }} Memory In MiB.
 */

/**
 * Starts the APIs under test.
 *
 * @param {readonly string[]} args
 */
export async function startApi(args) {
  const child = fork(fileURLToPath(new URL('api.mjs', import.meta.url)), args, {
    execArgv: ['--expose-gc', '--unhandled-rejections=strict', '--trace-uncaught']
  })
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => void child.once('exit', resolve))
  const { ports } = await nextMessage()
  if (ports === undefined) throw new Error('the process of the APIs did not tell its ports')

  /** @returns {Promise<{ ports?: Ports; memory?: Memory }>} */
  function nextMessage() {
    return new Promise((resolve, reject) => {
      child.once('message', resolve)
      void ended.then((code) => reject(new Error(`the process of the APIs ended with ${code}`)))
    })
  }

  return {
    ports,
    /** @returns {Promise<Memory>} */
    async measure() {
      const answer = nextMessage()
      child.send('measure')
      return (await answer).memory ?? { heap: NaN, rss: NaN }
    },
    /**
     * Asks the process to end by itself.
     *
     * @param {number} seconds How long it may take.
     * @returns {Promise<boolean>} Whether it did, without an error.
     */
    async stop(seconds) {
      child.send('stop')
      const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000)
      const code = await ended
      clearTimeout(timer)
      return code === 0
    }
  }
}
