import { readFileSync } from 'node:fs'

/**
 * The routes of an API and what protects them, for the page to show: the lines between each `#region` and its
 * `#endregion`.
 *
 * @param {'express-api.mjs' | 'fastify-api.mjs'} name
 * @returns {string}
 */
export function readApiCode(name) {
  const source = readFileSync(new URL(name, import.meta.url), 'utf8')
  const regions = source.matchAll(/^ *\/\/ #region shown\n(.*?)\n *\/\/ #endregion/gmsu)
  return [...regions].map(([, lines = '']) => lines.replaceAll(/^ {2}/gmu, '')).join('\n\n')
}
