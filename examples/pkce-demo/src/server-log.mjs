import { AsyncLocalStorage } from 'node:async_hooks'
import { logRefusals } from '@portcullis/core'

const LINES_KEPT = 1000

/**
 * Keeps what the APIs log about refused calls, so that the page can show the line next to the answer. The
 * client of a real API never sees it.
 */
export function createServerLog() {
  /** @type {AsyncLocalStorage<string>} The id that the page gave the current call. */
  const calls = new AsyncLocalStorage()
  /** @type {Map<string, string>} */
  const lines = new Map()

  /** @param {string} line */
  function keep(line) {
    const call = calls.getStore()
    if (call === undefined) return
    lines.set(call, line)
    const [oldest] = lines.keys()
    if (lines.size > LINES_KEPT && oldest !== undefined) lines.delete(oldest)
  }

  const close = logRefusals({ info: keep, warn: keep })

  return {
    close,
    /** @param {string} call */
    lineOf: (call) => lines.get(call),
    /**
     * Lets an API answer, and keeps the line of its refusal.
     *
     * @param {import('node:http').RequestListener} api
     * @returns {import('node:http').RequestListener}
     */
    record: (api) => (request, response) => {
      const call = request.headers['x-demo-call']
      if (typeof call === 'string') calls.run(call, () => api(request, response))
      else api(request, response)
    }
  }
}
