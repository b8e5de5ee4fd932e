import { element } from '../dom.js'

/** @import {ApiAnswer} from '../call-api.js' */
/** @import {Child} from '../dom.js' */

/**
 * A line of the log, with the reason code in bold.
 *
 * @param {string} line
 * @returns {Child[]}
 */
export function logLine(line) {
  const [, before = '', code, after] = /^(.*?: \d{3} )(\w+)(: .*)$/su.exec(line) ?? []
  return code === undefined ? [line] : [before, element('b', {}, code), after]
}

/**
 * The challenges, each on a line of its own as the API sends them: a script gets them joined by commas. The
 * address of the metadata (RFC 9728) is a link.
 *
 * @param {string} challenges The value of `WWW-Authenticate`.
 * @returns {Child[]}
 */
export function challengeLines(challenges) {
  return challenges.split(/, (?=(?:Bearer|DPoP) )/u).flatMap((line, index) => {
    const [scheme = '', parameters = ''] = line.split(/(?<=^\w+)(?= )/u)
    const [before = '', url, after = ''] = parameters.split(/(?<=resource_metadata=")(https?:[^"]+)/u)
    const link = url !== undefined && element('a', { href: url, target: '_blank', rel: 'noopener' }, url)
    return [index > 0 && '\n', scheme && element('b', {}, scheme), before, link, after]
  })
}

/**
 * Says whether the APIs answered with the same bytes. Each names its own address in its challenge, so that
 * address does not count. Without a token, Fastify also names the scope of the route: `requireAuth` of
 * Express runs before the route is known.
 *
 * @param {ApiAnswer} first
 * @param {{ answer: ApiAnswer }[]} others
 */
export function compareAnswers(first, others) {
  const areSame = (/** @type {(answer: ApiAnswer) => string} */ essence) =>
    others.every(({ answer }) => essence(answer) === essence(first))
  const same = '✓ Status, challenge and body are the same, byte for byte'
  if (first.challenge === null && areSame(withoutAddress)) return `${same}.`
  if (areSame(withoutAddress)) return `${same}, except for the address of each API.`
  if (areSame(withoutScope))
    return `${same}, except for the address of each API and the scope that Fastify names.`
  return '✗ The answers differ.'
}

/** @param {ApiAnswer} answer */
function withoutAddress({ url, status, challenge, body }) {
  return JSON.stringify([status, challenge?.replaceAll(new URL(url).origin, ''), body])
}

/** @param {ApiAnswer} answer */
function withoutScope(answer) {
  const isAnonymous = answer.status === 401 && answer.challenge?.includes('error=') === false
  const challenge = isAnonymous ? answer.challenge?.replaceAll(/ scope="[^"]*",/gu, '') : answer.challenge
  return withoutAddress({ ...answer, challenge: challenge ?? null })
}
