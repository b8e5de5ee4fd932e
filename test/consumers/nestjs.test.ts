import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../programs/start-program.ts'
import { installProject } from './install-project.ts'
import { node } from './npm.ts'

const SHARED = join(ROOT, 'test/consumers/projects/nestjs')

/** What `node --test` prints at the end. */
const SUMMARY = /^# pass (?<passed>\d+)\n# fail (?<failed>\d+)$/m

describe.each(['11', '12'])('NestJS %s, installed from tarballs and compiled by tsc', (major) => {
  it('protects GraphQL on Apollo and Mercurius, and gateways on ws and socket.io', async () => {
    const folder = await installProject(`nestjs-${major}`)
    await cp(SHARED, folder, { recursive: true })
    await node(['node_modules/typescript/bin/tsc', '-p', '.'], folder)
    const specs = ['out/graphql.spec.js', 'out/gateway.spec.js']
    const output = await node(['--test', '--test-reporter=tap', ...specs], folder)
    const { passed, failed } = SUMMARY.exec(output)?.groups ?? {}
    expect(Number(failed)).toBe(0)
    expect(Number(passed)).toBeGreaterThan(45)
  })
})
