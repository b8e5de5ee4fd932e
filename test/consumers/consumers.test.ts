import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleForOtherRuntimes } from './bundle-for-other-runtimes.ts'
import { expectProtected, type ProgramRun } from './call-program.ts'
import { installProject } from './install-project.ts'
import { node, npm } from './npm.ts'
import { PACKAGES, packPackages, type Packed } from './pack.ts'

/** By their places: the packages export no path to their commands. */
const COMPILERS = [
  {
    version: '7',
    path: fileURLToPath(new URL('../../node_modules/@typescript/native/bin/tsc', import.meta.url))
  },
  { version: '6', path: fileURLToPath(new URL('../../node_modules/typescript/bin/tsc6', import.meta.url)) }
]

let packed: Packed
let issuer: TestIssuer
const installed = new Map<string, Promise<string>>()

beforeAll(async () => {
  issuer = await createTestIssuer()
  packed = await packPackages()
})

afterAll(async () => {
  await issuer.close()
  await rm(packed.folder, { recursive: true, force: true })
})

/** Installs a project, once. */
function folderOf(project: string): Promise<string> {
  const folder = installed.get(project) ?? installProject(project, packed)
  installed.set(project, folder)
  return folder
}

function onNode(folder: string, program: string): ProgramRun {
  return { runtime: [process.execPath], folder, program: [program], issuer }
}

/** The core is one file for each entry point and runtime. */
function codeOf(name: string): readonly string[] {
  if (name !== 'core') return ['dist/index.js']
  return ['node', 'default'].flatMap((runtime) =>
    ['index', 'presets'].map((entry) => `dist/bundle/${runtime}/${entry}.js`)
  )
}

describe('the tarballs', () => {
  it.each(PACKAGES)(
    'of %s hold code, declarations, README and licence, and nothing that only we need',
    (name) => {
      const files = packed.tarballs.find((tarball) => tarball.name === `@portcullis/${name}`)?.files ?? []
      expect(files).toEqual(
        expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'dist/index.d.ts', ...codeOf(name)])
      )
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
