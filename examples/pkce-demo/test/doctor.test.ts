import { readFile } from 'node:fs/promises'
import { diagnose, type DoctorReport } from '@portcullis/cli'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findCurlLines } from '../../../test/programs/curl-line.ts'
import { runPortcullis } from '../../../test/programs/run-portcullis.ts'
import { type RunningDemo, startDemo } from './start-demo.ts'

let demo: RunningDemo

beforeAll(async () => {
  demo = await startDemo()
})

afterAll(async () => {
  await demo.program.stop()
})

test.each(['express', 'fastify'] as const)(
  'the doctor finds no failure and nothing to warn of, and examines the metadata: %s',
  async (framework) => {
    const report = await diagnose({
      issuer: demo.issuer,
      audience: 'https://orders.example',
      api: `${demo[framework]}/orders`,
      token: /Bearer ([^']+)/u.exec(findCurlLines(demo.program.output())[1] ?? '')?.[1],
      scopes: ['orders:read'],
      clientId: 'demo-page',
      redirectUri: `${demo.page}/callback`,
      origin: demo.page,
      probe: true
    })
    expect(idsOf(report, 'fail')).toEqual([])
    expect(idsOf(report, 'warn')).toEqual([])
    expect(report.verdict).toBe('ready')
    expect(idsOf(report, 'pass')).toEqual(
      expect.arrayContaining(['X-01', 'X-15', 'X-37', 'X-43', 'X-45', 'X-48', 'Y-02', 'Y-05', 'Y-07', 'Y-08'])
    )
  }
)

test('the README shows what the doctor prints about the demo', async () => {
  const { output } = await runPortcullis(['doctor', demo.issuer, '--api', `${demo.express}/orders`])
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8')
  const shown = readme.split('\n').filter((line) => line.startsWith('  ✔ '))
  expect(shown).toHaveLength(7)
  const printed = output.split('\n').map(withoutTimes)
  for (const line of shown) expect(printed).toContain(withoutTimes(line))
})

function withoutTimes(line: string): string {
  return line.replace(/\d+ ms/u, '… ms')
}

function idsOf({ findings }: DoctorReport, wanted: 'fail' | 'warn' | 'pass'): string[] {
  return findings.filter(({ status }) => status === wanted).map(({ id }) => id)
}
