import { describe, expect, it } from 'vitest'
import { findAdapterViolations } from './architecture/adapters.ts'
import { findCycles } from './architecture/cycles.ts'
import { findExportViolations } from './architecture/exports.ts'
import { findForeignImports, findNodeUses } from './architecture/platform.ts'
import { findRoomViolations } from './architecture/rooms.ts'
import { findSizeViolations, findThickAdapter } from './architecture/sizes.ts'
import { countCodeLines, parseSource } from './architecture/source.ts'
import { findManyAssertions, findUntyped } from './architecture/typing.ts'

const core = (file: string, text: string) => parseSource(`packages/core/src/${file}`, text)
const adapter = (text: string) => parseSource('packages/express/src/require-auth.ts', text)

describe('the rule about rooms', () => {
  it.each([
    ['a later room', 'jws/a.ts', `import { verify } from '../keys/verify.ts'`, 'from "keys"'],
    [
      'types of a later room',
      'claims/a.ts',
      `import type { A } from '../context/a.ts'`,
      'types of "context"'
    ],
    ['values where only types may go', 'claims/a.ts', `import { a } from '../jws/a.ts'`, 'from "jws"'],
    ['a mixed import', 'claims/a.ts', `import { a, type B } from '../jws/a.ts'`, 'from "jws"'],
    ['a re-export', 'errors/a.ts', `export { a } from '../jws/a.ts'`, 'from "jws"'],
    ['a conditional import', 'errors/a.ts', `import { publish } from '#events'`, 'from "events"'],
    ['an import for its effect', 'errors/a.ts', `import '../jws/a.ts'`, 'from "jws"'],
    [
      'the wiring',
      'guards/a.ts',
      `import type { A } from '../protected-resource.ts'`,
      'protected-resource.ts'
    ],
    ['a file of another package', 'guards/a.ts', `import { a } from '../../../express/src/a.ts'`, 'express']
  ])('refuses %s', (_, file, text, part) => {
    expect(findRoomViolations([core(file, text)])).toEqual([expect.stringContaining(part)])
  })

  it('refuses a folder that is not in the table, and a file beside the rooms', () => {
    expect(findRoomViolations([core('helpers/a.ts', ''), core('a.ts', '')])).toHaveLength(2)
  })

  it.each([
    ['the room itself', 'keys/a.ts', `import { b } from './b.ts'`],
    ['types where types may go', 'claims/a.ts', `import { type A, type B } from '../jws/a.ts'`],
    ['a room from the table', 'credentials/a.ts', `import { a } from '../errors/a.ts'`],
    ['all rooms into the wiring', 'protected-resource.ts', `import { a } from './guards/a.ts'`],
    ['a package', 'keys/a.ts', `import { importJWK } from 'jose'`]
  ])('allows %s', (_, file, text) => {
    expect(findRoomViolations([core(file, text)])).toEqual([])
  })
})

describe('the rule about cycles', () => {
  it('finds a ring of three files once, and no ring in a diamond', () => {
    const ring = [
      core('jws/a.ts', `import { b } from './b.ts'`),
      core('jws/b.ts', `import type { C } from './c.ts'`),
      core('jws/c.ts', `export { a } from './a.ts'`)
    ]
    const diamond = [
      core('jws/a.ts', `import './b.ts'\nimport './c.ts'`),
      core('jws/b.ts', `import './d.ts'`),
      core('jws/c.ts', `import './d.ts'`),
      core('jws/d.ts', '')
    ]
    expect(findCycles(ring)).toEqual([expect.stringContaining('a.ts -> packages/core/src/jws/b.ts')])
    expect(findCycles(diamond)).toEqual([])
  })
})

describe('the rules about the platform', () => {
  it.each([
    `import { verify } from 'node:crypto'`,
    `export const a = Buffer.from('')`,
    `const { env } = process`
  ])('refuse Node.js in core: %s', (text) => {
    expect(findNodeUses([core('keys/a.ts', text)])).toHaveLength(1)
  })

  it('allow Node.js in the files chosen by condition, and a member that has the name of a global', () => {
    expect(findNodeUses([core('jws/engine/node.ts', `import { verify } from 'node:crypto'`)])).toEqual([])
    expect(findNodeUses([core('options/a.ts', `const env = globalThis.process?.env`)])).toEqual([])
  })

  it('refuse a package that the design does not name', () => {
    expect(findForeignImports([core('keys/a.ts', `import got from 'got'`)])).toHaveLength(1)
    expect(findForeignImports([core('keys/a.ts', `import { errors } from 'jose/errors'`)])).toEqual([])
    expect(findForeignImports([adapter(`import { importJWK } from 'jose'`)])).toHaveLength(1)
  })
})

describe('the rules about size', () => {
  const statements = (count: number) => Array.from({ length: count }, (_, n) => `use(${n})`).join('\n')

  it('count code, not blank lines and comments', () => {
    const text =
      '/** Says\n * much. */\n\nexport const a = `one\ntwo`\n// three\n\n/* four */\nuse(a) // five\n'
    expect(countCodeLines(core('jws/a.ts', text))).toBe(3)
  })

  it('refuse the line after the last allowed one', () => {
    const long = (count: number) => core('jws/a.ts', `function a() {\n${statements(count - 2)}\n}`)
    expect(findSizeViolations([core('jws/a.ts', statements(200)), long(50)])).toEqual([])
    expect(findSizeViolations([core('jws/a.ts', statements(201))])).toHaveLength(1)
    expect(findSizeViolations([long(51)])).toHaveLength(1)
  })

  it('refuse an adapter whose files are together over the limit', () => {
    const halves = (count: number) => [adapter(statements(60)), adapter(statements(count))]
    expect(findThickAdapter('express', halves(75))).toEqual([])
    expect(findThickAdapter('express', halves(76))).toHaveLength(1)
  })

  it('do not count the file about OpenAPI documents, which no request passes', () => {
    const beside = parseSource('packages/express/src/openapi.ts', statements(100))
    expect(findThickAdapter('express', [adapter(statements(135)), beside])).toEqual([])
    expect(findThickAdapter('express', [adapter(statements(136)), beside])).toHaveLength(1)
  })
})

describe('the rules about exports', () => {
  it.each([
    ['a function', 'export function a() {}'],
    ['a constant', 'export const a = 1'],
    ['a type', 'export type A = string'],
    ['an interface', 'export interface A {}'],
    ['a class', 'export class A extends Error {}'],
    ['a line comment', '// says nothing to readers of the reference\nexport const a = 1'],
    ['a doc comment with tags only', '/** @internal */\nexport const a = 1'],
    ['a name exported apart', 'const a = 1\nexport { a }'],
    ['export all', `export * from './b.ts'`],
    ['a default export', '/** Says what. */\nexport default function a() {}']
  ])('refuse %s', (_, text) => {
    expect(findExportViolations([core('jws/a.ts', text)])).toHaveLength(1)
  })

  it('allow documented exports, overloads documented once, re-exports, and the plugin of Fastify', () => {
    const text = [
      '/** Says what. */\nexport const a = 1',
      '/** Says what. */\nexport function b(x: string): void\nexport function b(x: number): void\nexport function b() {}',
      '/** Says what. */\nconst c = 1\nexport { c }',
      `export { d, type E } from './d.ts'`,
      'function inner() {}'
    ].join('\n')
    expect(findExportViolations([core('index.ts', text)])).toEqual([])
    const plugin = parseSource(
      'packages/fastify/src/index.ts',
      '/** Plugin. */\nconst p = 1\nexport default p'
    )
    expect(findExportViolations([plugin])).toEqual([])
  })
})

describe('the rules about types', () => {
  it.each([
    'export const a: any = 1',
    'export const a = b as any',
    'export function a(...args: any[]): void {}',
    'use(a!)',
    '// @ts-expect-error wrong\nuse(a)',
    '// oxlint-disable-next-line no-var\nvar a',
    '// oxlint-disable-next-line no-var --\nvar a',
    'class A {}'
  ])('refuse %s', (text) => {
    expect(findUntyped([core('jws/a.ts', text)])).toHaveLength(1)
  })

  it('allow a lint rule to be switched off with a reason', () => {
    expect(findUntyped([core('jws/a.ts', '// oxlint-disable-next-line no-var -- hoisted')])).toEqual([])
  })

  it('allow the word in prose and names, and errors as classes', () => {
    const text = '/** Refuses any token. */\nclass A extends TypeError {}\nconst any = "any"'
    expect(findUntyped([core('jws/a.ts', text)])).toEqual([])
  })
})

describe('the rule about type assertions', () => {
  const lines = (count: number, assertion: string) =>
    core('jws/a.ts', `${'use(a)\n'.repeat(count - 1)}${assertion}`)

  it('allows one in 200 lines, and any number of constants', () => {
    expect(findManyAssertions([lines(200, 'use(a as B)')])).toEqual([])
    expect(findManyAssertions([lines(199, 'use(a as B)')])).toEqual([
      expect.stringContaining('a.ts:199: "a as B"')
    ])
    expect(findManyAssertions([lines(10, 'use([a] as const)')])).toEqual([])
  })
})

describe('the rules about adapters', () => {
  it.each([
    `res.setHeader('WWW-Authenticate', challenge)`,
    `res.setHeader('www-authenticate', challenge)`,
    'res.setHeader(name, `Bearer realm="${realm}"`)',
    'const id = context.claims.sub',
    `const id = context.claims['client_id']`,
    `import { readCredentials } from '../../core/src/credentials/read-credentials.ts'`,
    `import { createTestIssuer } from '@portcullis/testing'`
  ])('refuse %s', (text) => {
    expect(findAdapterViolations([adapter(text)])).toHaveLength(1)
  })

  it('allow the core, own files, guards by name and prose', () => {
    const text = [
      `import { requireScopes, type ProtectedResource } from '@portcullis/core'`,
      `export * from '@portcullis/core/presets'`,
      `import { send } from './send.ts'`,
      '/** Answers with a Bearer challenge. */\nexport const a = requireScopes("read:messages")'
    ].join('\n')
    expect(findAdapterViolations([adapter(text)])).toEqual([])
  })
})
