import { compare } from '../measure/compare.mjs'
import { FRAMEWORKS } from '../servers/frameworks.mjs'
import { NO_CHECK } from '../servers/protection.mjs'
import { measureFirstAnswer } from '../startup/first-answer.mjs'
import { IMPORTS, measureImport } from '../startup/imports.mjs'
import { readPool } from '../tokens/fresh-strings.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */

/**
 * What is paid once: the import of each package, and the time until a new server has let the first request
 * in.
 *
 * @type {Section}
 */
export const startup = {
  name: 'startup',
  title: 'Start-up',
  async run({ world, settings, say }) {
    const { patience } = settings.startup
    say('imports')
    const imports = IMPORTS.map((name) => ({ name, sample: () => measureImport(name) }))
    const rules = { decisive: 'milliseconds', patience }
    const rows = rowsOf(await compare(imports, { ...rules, against: 'jose' }), { what: 'import' })
    const trust = world.trust('RS256')
    const [token = ''] = readPool(await world.pool('RS256', 1))
    for (const framework of settings.server.frameworks) {
      say(`${framework}, first answer`)
      const servers = FRAMEWORKS[framework].protections.map(({ name }) => ({
        name,
        sample: () => measureFirstAnswer({ framework, protection: name, trust }, token)
      }))
      const standings = await compare(servers, { ...rules, against: NO_CHECK })
      rows.push(...rowsOf(standings, { what: `first 200, ${framework}` }))
    }
    return rows
  }
}
