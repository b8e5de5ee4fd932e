import { startSubject } from '../measure/subject.mjs'
import { pathOf } from '../servers/frameworks.mjs'

/**
 * Starts a server and asks it once, as soon as it listens: metadata and keys are fetched on the way.
 *
 * @param {import('../servers/frameworks.mjs').ServerPlan} plan Which server.
 * @param {string} token A good token.
 * @returns {Promise<{ milliseconds: number }>} The time from the start of the process to the answer 200.
 */
export async function measureFirstAnswer(plan, token) {
  const start = performance.now()
  const subject = startSubject('servers/server.mjs', { argument: plan })
  try {
    /** @type {number} */
    const port = await subject.ask('port')
    const url = `http://127.0.0.1:${port}${pathOf(0)}`
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}`, connection: 'close' } })
    await response.text()
    if (response.status !== 200)
      throw new Error(`the first answer of ${plan.protection} is ${response.status}`)
    return { milliseconds: performance.now() - start }
  } finally {
    await subject.stop()
  }
}
