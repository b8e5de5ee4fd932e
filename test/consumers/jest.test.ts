import { cp, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { ROOT } from '../programs/start-program.ts'
import { node, npm } from './npm.ts'

/** What `jest --json` prints. */
interface JestReport {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numTotalTests: number
}

const NEEDED = ['@portcullis/core', '@portcullis/express', '@portcullis/testing']

let folder: string

// As docs/commonjs-and-jest.md says: copied, and the tarballs installed into it.
beforeAll(async () => {
  const { folder: parent, tarballs } = inject('packed')
  folder = await mkdtemp(join(parent, 'jest-'))
  await cp(join(ROOT, 'examples', 'jest-commonjs'), folder, { recursive: true })
  const paths = tarballs.filter(({ name }) => NEEDED.includes(name)).map(({ path }) => path)
  await npm(['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', ...paths], folder)
})

describe('the example with Jest, installed from tarballs', () => {
  it.each([20, 24])('passes its tests on Node.js %i', async (major) => {
    const jest = ['node_modules/.bin/jest', '--json', '--silent']
    const output = await node([join(ROOT, 'scripts/on-node.mjs'), String(major), ...jest], folder)
    const report = JSON.parse(output.slice(output.indexOf('{'))) as JestReport
    expect(report.success).toBe(true)
    expect(report.numPassedTests).toBe(report.numTotalTests)
    expect(report.numPassedTests).toBeGreaterThan(30)
  })
})
