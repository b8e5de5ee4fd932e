// The groups of the side bar. A page of a folder, or one that no group names, appears by itself: nothing to do here.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {object} Group
 * @property {string} text
 * @property {string[]} [pages] Routes, in their order.
 * @property {string} [folder] Also all pages below this route.
 */

/** @type {Group[]} */
const GROUPS = [
  { text: 'Start', pages: ['getting-started', 'which-package', 'faq'] },
  {
    text: 'Guides',
    pages: [
      'guards',
      'refusals',
      'types',
      'revocation',
      'logout',
      'introspection',
      'sender-constraint',
      'metadata',
      'mcp',
      'openapi',
      'real-time',
      'token-headers',
      'commonjs-and-jest',
      'lambda'
    ]
  },
  { text: 'Packages', folder: 'packages' },
  { text: 'Examples', folder: 'examples' },
  { text: 'Authorization servers', folder: 'providers' },
  { text: 'Migrate', folder: 'migrate' },
  { text: 'Reference', pages: ['options', 'errors', 'events', 'cli', 'what-is-read'], folder: 'reference' },
  { text: 'Operations', pages: ['keys', 'containers', 'many-instances', 'scaling'] },
  {
    text: 'Project',
    pages: ['security', 'comparison', 'conformance', 'benchmarks', 'benchmarks/data', 'architecture'],
    folder: 'project'
  }
]

/** Pages that no group names are in this one. */
const REST = 'Guides'

/**
 * @param {readonly string[]} routes All pages.
 * @param {string} folder With the Markdown of the pages.
 * @returns {{ text: string; collapsed?: boolean; items: { text: string; link: string }[] }[]}
 */
export function sidebarOf(routes, folder) {
  const named = new Set(GROUPS.flatMap((group) => routes.filter((route) => belongs(route, group))))
  const rest = routes.filter((route) => route !== 'index' && !named.has(route))
  return GROUPS.map((group) => {
    const routesOfGroup = [
      ...(group.pages ?? []).filter((route) => routes.includes(route)),
      ...routes.filter((route) => isBelow(route, group.folder)).toSorted(byOverviewFirst(group.folder)),
      ...(group.text === REST ? rest : [])
    ]
    const items = routesOfGroup.map((route) => ({ text: titleOf(route, folder), link: linkTo(route) }))
    return { text: group.text, collapsed: group.text !== 'Start', items }
  }).filter(({ items }) => items.length > 0)
}

/**
 * @param {string} route
 * @param {Group} group
 */
function belongs(route, { pages = [], folder }) {
  return pages.includes(route) || isBelow(route, folder)
}

/**
 * @param {string} route
 * @param {string | undefined} folder
 */
function isBelow(route, folder) {
  return folder !== undefined && route.startsWith(`${folder}/`)
}

/** @param {string | undefined} folder */
function byOverviewFirst(folder) {
  const overview = `${folder}/index`
  /**
   * @param {string} left
   * @param {string} right
   */
  return (left, right) => Number(right === overview) - Number(left === overview) || left.localeCompare(right)
}

/** @param {string} route */
export function linkTo(route) {
  return `/${route.replace(/(?:^|(?<=\/))index$/u, '')}`
}

/**
 * @param {string} route
 * @param {string} folder
 */
function titleOf(route, folder) {
  const heading = /^# (.+)$/mu.exec(readFileSync(join(folder, `${route}.md`), 'utf8'))?.[1] ?? route
  if (route === 'reference/index') return 'All exports'
  if (/^[^/]+\/index$/u.test(route)) return 'Overview'
  return heading.replaceAll(/[`\\]/gu, '').replace(/^@portcullis\//u, '')
}
