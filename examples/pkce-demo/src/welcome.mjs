import { styleText } from 'node:util'
import { curlLines } from './curl-lines.mjs'

/** @import {Demo} from './start-demo.mjs' */

/**
 * The text in the terminal when everything runs.
 *
 * @param {Demo} demo
 * @param {{ colors: boolean }} how
 * @returns {string}
 */
export function welcome(demo, { colors }) {
  const { pageOrigin, trusted, apis } = demo
  const paint = colors ? styleText : plainText
  const rows = [
    ['Page', paint(['bold', 'underline'], pageOrigin)],
    ['Authorization server', trusted.issuer],
    ...apis.map(({ name, origin }) => [`${name} API`, origin])
  ]
  return [
    '',
    ...rows.map(([label = '', value]) => `  ${label.padEnd(22)}${value}`),
    '',
    ...describeCalls(demo, paint),
    paint('dim', '  Ctrl-C ends everything.'),
    ''
  ].join('\n')
}

/**
 * @param {Demo} demo
 * @param {(style: 'dim', text: string) => string} paint
 */
function describeCalls({ pageOrigin, trusted, apis }, paint) {
  const apiOrigin = apis[0]?.origin ?? ''
  if (trusted.machineToken === undefined) {
    return [
      `  The client ${trusted.clientId} needs the redirect URI ${pageOrigin}/callback and the web origin ${pageOrigin}.`,
      '  Sign in on the page; every call there can be copied as a curl line.',
      ''
    ]
  }
  const lines = curlLines(apiOrigin, trusted.machineToken)
  return [
    '  To paste into another terminal:',
    '',
    ...lines.flatMap(({ remark, command }) => [paint('dim', `  # ${remark}`), command, ''])
  ]
}

/**
 * @param {unknown} _style
 * @param {string} text
 */
function plainText(_style, text) {
  return text
}
