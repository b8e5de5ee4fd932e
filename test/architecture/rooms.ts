import { importsOf, resolveRelative, type ImportedModule } from './imports.ts'
import { violation, type Source, type Violation } from './source.ts'

const CORE = 'packages/core/src/'

/** What a room may import of other rooms: `values` in full, `types` only as types. */
export interface Room {
  readonly values: readonly string[]
  readonly types?: readonly string[] | 'all'
}

/** Rooms that import nothing and that every room may import. */
export const LEAVES: readonly string[] = ['clock', 'digest', 'flow', 'json', 'scopes']

/** The import table: data flows one way, from credentials to the answer. */
export const ROOMS: ReadonlyMap<string, Room> = new Map<string, Room>([
  ...LEAVES.map((leaf): [string, Room] => [leaf, { values: [] }]),
  ['errors', { values: [] }],
  ['request', { values: [] }],
  ['metadata', { values: ['challenge', 'documents', 'request'] }],
  ['events', { values: ['errors', 'request'] }],
  ['credentials', { values: ['errors'], types: ['request'] }],
  ['jws', { values: ['errors'] }],
  ['documents', { values: ['errors', 'events'] }],
  ['issuers', { values: ['documents', 'errors', 'keys', 'options'], types: ['memory', 'request'] }],
  ['keys', { values: ['documents', 'events', 'errors', 'jws'] }],
  ['claims', { values: ['confirmation', 'errors'], types: ['jws'] }],
  ['confirmation', { values: ['errors', 'events', 'jws', 'memory', 'request'], types: ['credentials'] }],
  ['context', { values: ['confirmation'], types: ['credentials', 'errors', 'jws'] }],
  ['memory', { values: ['errors', 'events'], types: ['context', 'credentials', 'request'] }],
  ['introspection', { values: ['documents', 'errors', 'issuers', 'jws'], types: ['memory'] }],
  [
    'verifiers',
    {
      values: ['claims', 'context', 'credentials', 'errors', 'introspection', 'issuers', 'jws', 'memory'],
      types: ['options', 'request']
    }
  ],
  [
    'logout',
    {
      values: ['challenge', 'errors', 'events', 'issuers', 'jws', 'memory', 'options'],
      types: ['request']
    }
  ],
  ['guards', { values: ['context', 'errors'] }],
  ['challenge', { values: ['errors', 'events'] }],
  // Options are validated and defaulted by what the rooms themselves say of them.
  [
    'options',
    { values: ['claims', 'documents', 'jws', 'keys', 'errors', 'confirmation', 'metadata'], types: 'all' }
  ],
  ['presets', { values: ['options', 'errors'], types: ['context'] }]
])

/** Files beside the rooms: they wire them and may import all. */
export const WIRING: readonly string[] = [
  'protected-resource.ts',
  'authenticate.ts',
  'index.ts',
  'adapter',
  'inspect',
  'mcp',
  'openapi'
]

/** Specifiers of core's `imports` field, and the room that each leads to. */
const CONDITIONAL: ReadonlyMap<string, string> = new Map([
  ['#engine', 'jws'],
  ['#events', 'events'],
  ['#async-context', 'clock'],
  ['#base64url', 'jws'],
  ['#digest', 'digest']
])

/** Imports of core that go against the table. */
export function findRoomViolations(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const name = roomOf(source.path)
    if (name === undefined) return []
    const room = ROOMS.get(name)
    if (room === undefined) {
      return WIRING.includes(name) ? [] : [`${source.path}:1: "${name}" is not in the table of rooms`]
    }
    return importsOf(source).flatMap((imported) => {
      const target = targetOf(source, imported)
      if (target === undefined || target === name || mayImport(room, target, imported.typeOnly)) return []
      const what = imported.typeOnly ? 'types of' : 'from'
      return [violation(source, imported.node, `"${name}" may not import ${what} "${target}"`)]
    })
  })
}

/** What the table permits and no file of a room that exists makes use of: then nobody should. */
export function findIdlePermissions(sources: readonly Source[]): Violation[] {
  const used = new Set(
    sources.flatMap((source) => {
      const name = roomOf(source.path)
      return importsOf(source).flatMap((imported) => {
        const target = targetOf(source, imported)
        return target === undefined ? [] : [`${name} ${imported.typeOnly ? 'types' : 'values'} ${target}`]
      })
    })
  )
  const existing = new Set(sources.map(({ path }) => roomOf(path)))
  return [...ROOMS].flatMap(([name, { values, types = [] }]) => {
    if (!existing.has(name)) return []
    const permitted = [
      ...values.map((target) => `${name} values ${target}`),
      ...(types === 'all' ? [] : types.map((target) => `${name} types ${target}`))
    ]
    return permitted.filter((permission) => !used.has(permission))
  })
}

/** First folder below core's sources, or the name of a file that lies beside the rooms. */
function roomOf(path: string): string | undefined {
  return path.startsWith(CORE) ? path.slice(CORE.length).split('/')[0] : undefined
}

function targetOf(source: Source, { specifier }: ImportedModule): string | undefined {
  const path = resolveRelative(source, specifier)
  return path === undefined ? CONDITIONAL.get(specifier) : (roomOf(path) ?? path)
}

function mayImport(room: Room, target: string, typeOnly: boolean): boolean {
  if (WIRING.includes(target)) return false
  if (room.values.includes(target)) return true
  if (LEAVES.includes(target)) return true
  return typeOnly && (room.types === 'all' || (room.types?.includes(target) ?? false))
}
