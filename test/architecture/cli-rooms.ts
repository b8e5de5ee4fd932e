import { importsOf, resolveRelative } from './imports.ts'
import { violation, type Source, type Violation } from './source.ts'

const CLI = 'packages/cli/src/'

/**
 * The rooms of the command line, and what each can import of other rooms: one direction, from facts to
 * output.
 */
export const CLI_ROOMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['json', []],
  ['terminal', []],
  ['http', ['json']],
  ['words', ['terminal']],
  ['token', ['http', 'json', 'terminal']],
  ['discovery', ['http', 'json', 'terminal']],
  ['sign-in', ['discovery', 'http', 'json', 'terminal']],
  ['provider', ['json']],
  ['doctor/facts', ['http', 'json']],
  ['doctor/checks', ['doctor/facts', 'http', 'json', 'provider', 'terminal', 'words']],
  ['doctor/words', ['doctor/checks', 'terminal', 'words']],
  ['doctor/advice', ['doctor/checks', 'doctor/facts', 'json', 'provider']],
  ['doctor', ['doctor/advice', 'doctor/checks', 'doctor/facts', 'doctor/words', 'terminal']],
  ['explain', ['json', 'provider', 'terminal', 'words']],
  ['init', ['doctor', 'doctor/advice', 'http', 'json', 'provider', 'terminal']],
  [
    'commands',
    [
      'discovery',
      'doctor',
      'doctor/advice',
      'doctor/facts',
      'explain',
      'http',
      'init',
      'sign-in',
      'terminal',
      'token'
    ]
  ]
])

/** Imports of the command line that go against the table. The files outside of the rooms wire them. */
export function findCliRoomViolations(sources: readonly Source[]): Violation[] {
  return importsBetweenRooms(sources).flatMap(({ source, node, from, to }) => {
    const permitted = CLI_ROOMS.get(from)
    if (permitted === undefined) return [`${source.path}:1: "${from}" is not in the table of rooms`]
    return permitted.includes(to) ? [] : [violation(source, node, `"${from}" may not import from "${to}"`)]
  })
}

/** Permissions of the table that no file uses, and rooms that do not exist. */
export function findIdleCliPermissions(sources: readonly Source[]): Violation[] {
  const used = new Set(importsBetweenRooms(sources).map(({ from, to }) => `${from} imports ${to}`))
  const permitted = [...CLI_ROOMS].flatMap(([from, rooms]) => rooms.map((to) => `${from} imports ${to}`))
  return permitted.filter((permission) => !used.has(permission))
}

function importsBetweenRooms(sources: readonly Source[]) {
  return sources.flatMap((source) => {
    const from = roomOf(source.path)
    if (from === undefined) return []
    return importsOf(source).flatMap(({ specifier, node }) => {
      const to = roomOf(resolveRelative(source, specifier) ?? '')
      return to === undefined || to === from ? [] : [{ source, node, from, to }]
    })
  })
}

/** The folder below the sources of the command line; undefined for the files that wire the rooms. */
function roomOf(path: string): string | undefined {
  if (!path.startsWith(CLI)) return undefined
  const folders = path.slice(CLI.length).split('/').slice(0, -1)
  return folders.length === 0 ? undefined : folders.join('/')
}
