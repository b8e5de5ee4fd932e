import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { bundleWith } from './bundle-with.ts'
import { callProgram, expectProtected, type ProgramRun } from './call-program.ts'
import { installProject, installWithPnpm } from './install-project.ts'
import { node } from './npm.ts'

let issuer: TestIssuer
let folder: string

beforeAll(async () => {
  issuer = await createTestIssuer()
  folder = await installProject('commonjs')
})

afterAll(() => issuer.close())

const onNode = (program: string): ProgramRun => ({
  runtime: [process.execPath],
  folder,
  program: [program],
  issuer
})

describe('a CommonJS project', () => {
  it.each(['server.cjs', 'fastify.cjs'])('is protected: %s', async (program) => {
    await expectProtected(onNode(program))
  })

  it('is protected when tsx compiles its imports', async () => {
    await expectProtected({
      ...onNode('server.ts'),
      runtime: [process.execPath, 'node_modules/tsx/dist/cli.mjs']
    })
  })

  it('passes its tests in Mocha', async () => {
    expect(await node(['node_modules/mocha/bin/mocha.js', 'tools/mocha.cjs'], folder)).toContain('3 passing')
  })

  it.each([
    { bundler: 'esbuild', program: 'server.cjs' },
    { bundler: 'esbuild', program: 'server.ts' },
    { bundler: 'esbuild', program: 'fastify.cjs' },
    { bundler: 'webpack', program: 'server.cjs' }
  ] as const)(
    'is protected as one minified file of $bundler, without node_modules: $program',
    async (build) => {
      const bundled = await bundleWith({ ...build, folder, parent: inject('packed').folder })
      await expectProtected({ ...onNode(bundled.file), folder: bundled.folder })
    }
  )
})

describe('a process with the CommonJS and the ES module copy of the core', () => {
  it.each(['both-copies.cjs', 'both-copies-fastify.cjs'])(
    'is protected by an adapter of one and a resource of the other: %s',
    async (program) => {
      await expectProtected(onNode(program))
    }
  )

  it.each([
    ['both-copies.cjs', '/combined'],
    ['both-copies.cjs', '/authorized'],
    ['both-copies-fastify.cjs', '/authorized']
  ])('takes guards and refusals of both: %s %s', async (program, path) => {
    await callProgram(onNode(program), async (call) => {
      const allowed = await call(await issuer.issue({ claims: { scope: 'read:messages' } }), path)
      const insufficient = await call(await issuer.issue(), path)
      expect([allowed.status, insufficient.status]).toEqual([200, 403])
      expect(insufficient.challenge).toContain('scope="read:messages"')
    })
  })
})

describe('a project that pnpm installed, each package with its own dependencies only', () => {
  it('is protected', async () => {
    const strict = await installWithPnpm('commonjs')
    for (const program of ['server.cjs', 'fastify.cjs']) {
      await expectProtected({ ...onNode(program), folder: strict })
    }
  })
})
