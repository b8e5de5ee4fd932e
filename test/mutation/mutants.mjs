import { readFileSync } from 'node:fs'

/**
 * @typedef {object} Mutant
 * @property {string} status What Stryker says has become of it.
 * @property {string} fileName The file, absolute or from the root of the repository.
 * @property {string} [replacement] What replaces the code.
 * @property {{ start: Position; end: Position }} location Where the code was; lines and columns count from 1.
 */

/** @typedef {{ line: number; column: number }} Position */

/**
 * @typedef {object} Survivor
 * @property {string} file From the root of the repository.
 * @property {string} before The lines that were changed, on one line.
 * @property {string} after What became of them.
 */

const DETECTED = ['Killed', 'Timeout']
const UNDETECTED = ['Survived', 'NoCoverage']

/**
 * The share of mutants that the tests notice, in percent.
 *
 * @param {readonly Mutant[]} mutants
 */
export function scoreOf(mutants) {
  const detected = mutants.filter(({ status }) => DETECTED.includes(status)).length
  const valid = mutants.filter(({ status }) => [...DETECTED, ...UNDETECTED].includes(status)).length
  return valid === 0 ? 0 : (100 * detected) / valid
}

/**
 * The mutants that the tests do not notice, in a form that stays the same when lines are added above.
 *
 * @param {readonly Mutant[]} mutants
 * @param {string} root The root of the repository, with a slash at its end.
 * @returns {Survivor[]}
 */
export function survivorsOf(mutants, root) {
  return describeAll(mutants, UNDETECTED, root)
}

/**
 * The mutants without a verdict: on a busy machine they can be only slow.
 *
 * @param {readonly Mutant[]} mutants
 * @param {string} root The root of the repository, with a slash at its end.
 * @returns {Survivor[]}
 */
export function timedOutOf(mutants, root) {
  return describeAll(mutants, ['Timeout'], root)
}

/**
 * @param {readonly Mutant[]} mutants
 * @param {readonly string[]} statuses
 * @param {string} root
 */
function describeAll(mutants, statuses, root) {
  return mutants
    .filter(({ status }) => statuses.includes(status))
    .map((mutant) => describe(mutant, mutant.fileName.replace(root, ''), root))
}

/**
 * @param {Mutant} mutant
 * @param {string} file
 * @param {string} root
 * @returns {Survivor}
 */
function describe({ location: { start, end }, replacement = '' }, file, root) {
  const lines = readFileSync(root + file, 'utf8').split('\n')
  const first = lines[start.line - 1] ?? ''
  const last = lines[end.line - 1] ?? ''
  const before = lines.slice(start.line - 1, end.line).join('\n')
  const after = first.slice(0, start.column - 1) + replacement + last.slice(end.column - 1)
  return { file, before: onOneLine(before), after: onOneLine(after) }
}

/** @param {string} code */
function onOneLine(code) {
  return code.trim().replaceAll(/\s+/gu, ' ')
}

/**
 * One text for one survivor.
 *
 * @param {Survivor} survivor
 */
export function nameOf({ file, before, after }) {
  return `### ${file}\n\n\`\`\`diff\n- ${before}\n+ ${after}\n\`\`\``
}

/**
 * Reads the survivors of a page. Each has a reason.
 *
 * @param {string} page
 * @returns {(Survivor & { reason: string })[]}
 */
export function readSurvivors(page) {
  const entry = /^### (?<file>\S+)\n\n```diff\n- (?<before>.+)\n\+ (?<after>.*)\n```\n\n(?<reason>\S.+)$/gmu
  return [...page.matchAll(entry)].map(
    ({ groups: { file = '', before = '', after = '', reason = '' } = {} }) => ({
      file,
      before,
      after,
      reason
    })
  )
}
