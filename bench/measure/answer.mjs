/**
 * What an answer is sent in.
 *
 * @typedef {{ answer?: unknown; failure?: string }} Reply
 */

/**
 * Answers the questions of the program that has started this one, one after the other.
 *
 * @param {Readonly<Record<string, (details: never) => unknown>>} answers Who answers what.
 */
export function answer(answers) {
  process.on('message', (/** @type {{ question: string; details: unknown }} */ message) => {
    void reply(answers, message)
  })
  process.on('disconnect', () => process.exit())
}

/**
 * @param {Readonly<Record<string, (details: never) => unknown>>} answers
 * @param {{ question: string; details: unknown }} message
 */
async function reply(answers, { question, details }) {
  try {
    const found = answers[question]
    if (found === undefined) throw new Error('nobody answers that')
    process.send?.({ answer: await found(/** @type {never} */ (details)) })
  } catch (error) {
    process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
