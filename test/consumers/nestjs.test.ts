import { cp } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cases } from '../adapter-contract/cases.ts'
import { expectCase } from '../adapter-contract/expect-case.ts'
import { ROOT, startProgram, type Program } from '../programs/start-program.ts'
import { options } from '../tokens/authority.ts'
import { installProject } from './install-project.ts'
import { node } from './npm.ts'

/** What `node --test` prints at the end. */
const SUMMARY = /^# pass (?<passed>\d+)\n# fail (?<failed>\d+)$/m

describe.each(['11', '12'])('NestJS %s, installed from tarballs', (major) => {
  let folder: string

  beforeAll(async () => {
    folder = await installProject(`nestjs-${major}`)
    await cp(join(ROOT, 'test/consumers/projects/nestjs'), folder, { recursive: true })
    for (const file of ['targets/nestjs-api.ts', 'targets/describe-context.ts', 'http/listen.ts'])
      await cp(join(ROOT, 'test', file), join(folder, 'src', file))
    await node(['node_modules/typescript/bin/tsc', '-p', '.'], folder)
    await node(['compile-with-swc.mjs'], folder)
  })

  it('protects GraphQL on Apollo and Mercurius, gateways on ws and socket.io, and MCP servers', async () => {
    const specs = ['out/check-graphql.js', 'out/check-gateways.js', 'out/check-mcp.js']
    const output = await node(['--test', '--test-reporter=tap', ...specs], folder)
    const { passed, failed } = SUMMARY.exec(output)?.groups ?? {}
    expect(Number(failed)).toBe(0)
    expect(Number(passed)).toBeGreaterThan(49)
  })

  describe.each([
    { platform: 'express', compiler: 'tsc', program: 'out/contract-server.js' },
    { platform: 'fastify', compiler: 'swc', program: 'swc/contract-server.js' }
  ])('on $platform, compiled by $compiler', ({ platform, program }) => {
    let running: Program
    let port: number

    beforeAll(async () => {
      running = await startProgram([process.execPath, program, platform], {
        folder: relative(ROOT, folder),
        environment: { OPTIONS: JSON.stringify(options) },
        readyWhen: ORIGIN
      })
      port = Number(new URL(ORIGIN.exec(running.output())?.[0] ?? '').port)
    })
    afterAll(() => running.stop('SIGTERM'))

    it.each(cases)('$title', async (contractCase) => {
      await expectCase(contractCase, { name: `NestJS ${major} on ${platform}`, port })
    })
  })
})

const ORIGIN = /^http:\/\/\S+$/m
