import { startSubject } from '../measure/subject.mjs'

/** @typedef {import('./verifier.mjs').Verifier} Verifier */
/** @typedef {{ verifier: Verifier; subject: import('../measure/subject.mjs').Subject }} OpenSubject */

/**
 * Starts a program for each verifier, lets something be done with all of them, and ends them.
 *
 * @template T
 * @param {readonly Verifier[]} verifiers Which.
 * @param {Omit<import('./subject.mjs').Opening, 'name'>} opening What they verify.
 * @param {(subjects: readonly OpenSubject[]) => Promise<T>} measure What is done.
 * @returns {Promise<T>} What that gives.
 */
export async function withSubjects(verifiers, opening, measure) {
  const subjects = verifiers.map((verifier) => ({ verifier, subject: startSubject('verifiers/subject.mjs') }))
  try {
    for (const { verifier, subject } of subjects)
      await subject.ask('open', { ...opening, name: verifier.name })
    return await measure(subjects)
  } finally {
    await Promise.all(subjects.map(async ({ subject }) => subject.stop()))
  }
}

/**
 * Asks the same again and again until the compiler has done what it can: it takes tens of thousands of calls.
 *
 * @param {import('../measure/subject.mjs').Subject} subject Whom.
 * @param {{ question: 'verify' | 'recognize' | 'refuse'; calls: number; seconds: number }} work What, and for
 *   how long.
 */
export async function warmUp(subject, { question, calls, seconds }) {
  const end = performance.now() + seconds * 1000
  do {
    await subject.ask(question, { calls, atATime: 1 })
  } while (performance.now() < end)
}
