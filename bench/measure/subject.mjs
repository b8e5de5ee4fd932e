import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { pinned } from './cores.mjs'

/**
 * A program of its own that is measured: nothing else warms its code up, fills its heap or keeps its event
 * loop busy. `pause` lets it stand still until `resume`, where the system can do that.
 *
 * @typedef {{
 *   ask: <T>(question: string, details?: unknown) => Promise<T>
 *   pause: () => void
 *   resume: () => void
 *   stop: () => Promise<void>
 * }} Subject
 */

/**
 * How a subject is started: `core` is the only processor core that it may use, `argument` is given to it as
 * JSON.
 *
 * @typedef {{ core?: number | undefined; flags?: readonly string[]; argument?: unknown }} SubjectOptions
 */

/**
 * Starts a subject.
 *
 * @param {string} file The program, relative to `bench/`; it answers with `answer()`.
 * @param {SubjectOptions} [options] How.
 * @returns {Subject} The subject.
 */
export function startSubject(file, { core, flags = [], argument } = {}) {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url))
  const [command = '', ...args] = pinned(
    [process.execPath, ...flags, path, JSON.stringify(argument ?? {})],
    core
  )
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, NODE_ENV: 'production' }
  })
  const ended = once(child, 'exit')
  return {
    async ask(question, details) {
      child.send({ question, details })
      const replies = await Promise.race([once(child, 'message'), ended.then(() => [GONE])])
      const { failure, answer } = /** @type {import('./answer.mjs').Reply} */ (replies[0])
      if (failure !== undefined) throw new Error(`${file}, asked for "${question}": ${failure}`)
      return /** @type {never} */ (answer)
    },
    pause() {
      if (canPause) child.kill('SIGSTOP')
    },
    resume() {
      if (canPause) child.kill('SIGCONT')
    },
    async stop() {
      // Who stands still does not hear.
      if (canPause) child.kill('SIGCONT')
      child.kill()
      await ended
    }
  }
}

const canPause = process.platform !== 'win32'

const GONE = { failure: 'the program has ended' }
