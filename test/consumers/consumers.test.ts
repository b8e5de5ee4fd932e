import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { bundleForOtherRuntimes } from './bundle-for-other-runtimes.ts'
import { expectProtected, type ProgramRun } from './call-program.ts'
import { installProject } from './install-project.ts'
import { node, npm } from './npm.ts'

/** Versions of TypeScript, and the values of `moduleResolution` that each has. */
const COMPILERS = [
  { version: '5.4', resolutions: ['node10', 'node16', 'nodenext', 'bundler'] },
  { version: '5.9', resolutions: ['node10', 'node16', 'nodenext', 'bundler'] },
  // Deprecated in 6, removed in 7.
  { version: '6', resolutions: ['node10', 'node16', 'nodenext', 'bundler'] },
  { version: '7', resolutions: ['node16', 'nodenext', 'bundler'] }
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
        files.filter(
          (file) => !/^(package\.json|README\.md|LICENSE|(dist|src)\/.+|bin\/main\.js)$/.test(file)
        )
      ).toEqual([])
    }
  )
})

describe('an installed project', () => {
  it.each([
    { project: 'esm', file: 'server.mjs' },
    { project: 'express-4', file: 'server.mjs' },
    { project: 'express-5', file: 'server.mjs' },
    { project: 'fastify-5', file: 'server.mjs' }
  ])('is protected: $project/$file', async ({ project, file }) => {
    await expectProtected(onNode(await folderOf(project), file))
  })

  it('loads nothing of jose on Node.js', async () => {
    const folder = await installProject('esm')
    await rm(join(folder, 'node_modules', 'jose'), { recursive: true })
    await expectProtected(onNode(folder, 'server.mjs'))
  })

  it('is protected when it was bundled for a runtime that is not Node.js', async () => {
    const folder = await folderOf('esm')
    const bundled = await bundleForOtherRuntimes(folder, 'server.mjs')
    // The program has Node.js for its server; the core has none of it.
    expect(bundled.imports).toEqual(['node:http'])
    await expectProtected(onNode(folder, bundled.file))
  })

  it.each(COMPILERS)(
    'compiles without skipLibCheck, from CommonJS and ES modules: TypeScript $version',
    async ({ version, resolutions }) => {
      const folder = await folderOf('typescript')
      for (const resolution of resolutions) {
        const isDeprecated = version === '6' && resolution === 'node10'
        const options = isDeprecated ? ['--ignoreDeprecations', '6.0'] : []
        const compiler = `node_modules/typescript-${version}/bin/tsc`
        const project = ['-p', `tsconfig.${resolution}.json`, '--pretty', 'false']
        expect(await node([compiler, ...project, ...options], folder), resolution).toBe('')
      }
    }
  )

  it('is protected when TypeScript compiled it', async () => {
    const folder = await folderOf('typescript')
    await node(['node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.json', '--noEmit', 'false'], folder)
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
