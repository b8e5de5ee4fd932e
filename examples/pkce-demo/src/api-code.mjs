import { readFileSync } from 'node:fs'

/**
 * The lines of an API that protect it, for the page to show: those between `#region` and `#endregion`.
 *
 * @param {'express-api.mjs' | 'fastify-api.mjs'} name
 * @returns {string}
 */
export function readApiCode(name) {
  const source = readFileSync(new URL(name, import.meta.url), 'utf8')
  const region = /^ *\/\/ #region protected\n(.*?)^ *\/\/ #endregion/msu.exec(source)?.[1] ?? ''
  return region.replaceAll(/^ {2}/gmu, '').trim()
}
