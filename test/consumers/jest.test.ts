import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
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

/** An example, and its manifest if it differs. */
interface Example {
  readonly name: string
  readonly adapter: 'express' | 'nestjs'
  readonly manifest?: (written: string) => string
}

/** NestJS 11 is CommonJS, and the packages that go with it have other versions. */
const onNest11 = (written: string): string =>
  written
    .replace('"type": "module"', '"type": "commonjs"')
    .replace(/("@nestjs\/(?:common|core|platform-express)": )"12[^"]*"/g, '$1"11.2.10"')
    .replace(/("@nestjs\/testing": )"12[^"]*"/, '$1"11.2.6"')
    .replace(/("@nestjs\/swagger": )"12[^"]*"/, '$1"11.4.7"')
    .replace(/("@nestjs\/terminus": )"12[^"]*"/, '$1"11.1.1"')

const EXAMPLES: readonly (Example & { readonly title: string })[] = [
  { title: 'Express', name: 'jest-commonjs', adapter: 'express' },
  { title: 'NestJS 12', name: 'nestjs-api', adapter: 'nestjs' },
  { title: 'NestJS 11', name: 'nestjs-api', adapter: 'nestjs', manifest: onNest11 }
]

/** As its README says: copied, and the tarballs installed into it. */
async function installExample({ name, adapter, manifest }: Example): Promise<string> {
  const { folder: parent, tarballs } = inject('packed')
  const folder = await mkdtemp(join(parent, 'jest-'))
  await cp(join(ROOT, 'examples', name), folder, { recursive: true })
  const file = join(folder, 'package.json')
  if (manifest !== undefined) await writeFile(file, manifest(await readFile(file, 'utf8')))
  const needed = ['core', adapter, 'testing'].map((each) => `@portcullis/${each}`)
  const paths = tarballs.filter((tarball) => needed.includes(tarball.name)).map(({ path }) => path)
  await npm(['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', ...paths], folder)
  return folder
}

describe.each(EXAMPLES)('the example with Jest, installed from tarballs: $title', (example) => {
  let folder: string
  beforeAll(async () => {
    folder = await installExample(example)
  })

  it.each([20, 24])('passes its tests on Node.js %i', async (major) => {
    const jest = ['npm', 'test', '--silent', '--', '--json', '--silent']
    const output = await node([join(ROOT, 'scripts/on-node.mjs'), String(major), ...jest], folder)
    const report = JSON.parse(output.slice(output.indexOf('{"'))) as JestReport
    expect(report.success).toBe(true)
    expect(report.numPassedTests).toBe(report.numTotalTests)
    expect(report.numPassedTests).toBeGreaterThan(30)
  })
})
