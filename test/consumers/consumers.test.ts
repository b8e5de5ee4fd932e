import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { bundleForOtherRuntimes } from './bundle-for-other-runtimes.ts'
import { expectProtected, type ProgramRun } from './call-program.ts'
import { installProject } from './install-project.ts'
import { node, npm } from './npm.ts'

/** By their places: the packages export no path to their commands. */
const COMPILERS = [
  {
    version: '7',
    path: fileURLToPath(new URL('../../node_modules/@typescript/native/bin/tsc', import.meta.url))
  },
  { version: '6', path: fileURLToPath(new URL('../../node_modules/typescript/bin/tsc6', import.meta.url)) }
]

let issuer: TestIssuer
const installed = new Map<string, Promise<string>>()

beforeAll(async () => {
  issuer = await createTestIssuer()
})

afterAll(async () => {
  await issuer.close()
})

/** Installs a project, once. */
function folderOf(project: string): Promise<string> {
  const folder = installed.get(project) ?? installProject(project)
  installed.set(project, folder)
  return folder
}

function onNode(folder: string, program: string): ProgramRun {
  return { runtime: [process.execPath], folder, program: [program], issuer }
}

/** Every file that a manifest names: code and declarations of the entry points, and programs. */
function namedFiles(folder: string): string[] {
  const manifest = readFileSync(
    fileURLToPath(new URL(`../../${folder}/package.json`, import.meta.url)),
    'utf8'
  )
  return [...manifest.matchAll(/"\.\/(dist\/[^"]+)"/g)].map(([, file = '']) => file)
}

describe('the tarballs', () => {
  it.each(inject('packed').tarballs)(
    'hold code, declarations, README and license, and nothing else: $name',
    ({ name, files }) => {
      const named = namedFiles(name.replace('@portcullis', 'packages'))
      expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', ...named]))
      expect(
        files.filter((file) => !/^(package\.json|README\.md|LICENSE|(dist|src)\/.+)$/.test(file))
      ).toEqual([])
    }
  )
})

describe('an installed project', () => {
  it.each([
    { project: 'esm', file: 'server.mjs' },
    { project: 'commonjs', file: 'server.cjs' },
    { project: 'commonjs', file: 'fastify.cjs' },
    { project: 'express-4', file: 'server.mjs' },
    { project: 'express-5', file: 'server.mjs' },
    { project: 'fastify-5', file: 'server.mjs' }
  ])('is protected: $project/$file', async ({ project, file }) => {
    await expectProtected(onNode(await folderOf(project), file))
  })

  it('is protected when it was bundled for a runtime that is not Node.js', async () => {
    const folder = await folderOf('esm')
    const bundled = await bundleForOtherRuntimes(folder, 'server.mjs')
    // The program has Node.js for its server; the core has none of it.
    expect(bundled.imports).toEqual(['node:http'])
    await expectProtected(onNode(folder, bundled.file))
  })

  it('in TypeScript compiles without skipping the declarations of libraries, and is protected', async () => {
    const folder = await folderOf('typescript')
    for (const { version, path } of COMPILERS) {
      expect(await node([path, '-p', folder, '--pretty', 'false'], folder), `TypeScript ${version}`).toBe('')
    }
    await expectProtected(onNode(folder, 'out/server.js'))
  })

  it('brings along only the core, jose and lru-cache beside Express itself', async () => {
    const folder = await folderOf('express-5')
    const { dependencies } = JSON.parse(await npm(['ls', '--omit=dev', '--all', '--json'], folder)) as Tree
    const { express, ...others } = dependencies ?? {}
    expect(namesIn(others)).toEqual(['@portcullis/core', '@portcullis/express', 'jose', 'lru-cache'])
    expect(Object.keys(express?.dependencies ?? {})).not.toContain('@portcullis/core')
  })
})

/** The tree that `npm ls --json` prints. */
interface Tree {
  readonly dependencies?: Readonly<Record<string, Tree>>
}

/** Every package of a tree, Express and what it needs left out where it is a peer. */
function namesIn(dependencies: Readonly<Record<string, Tree>>): string[] {
  const names = Object.entries(dependencies)
    .filter(([name]) => name !== 'express')
    .flatMap(([name, tree]) => [name, ...namesIn(tree.dependencies ?? {})])
  return [...new Set(names)].toSorted()
}
