import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const page = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8')

test('a request with a new token takes no more calls and files than docs/architecture.md says', () => {
  const [, calls, files] = /at most (\d+) calls in (\d+) files/.exec(page.replaceAll('\n', ' ')) ?? []
  const program = fileURLToPath(new URL('count-calls.mjs', import.meta.url))
  const counted = JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' })) as {
    readonly calls: number
    readonly files: number
  }
  expect(counted.calls).toBeGreaterThan(50)
  expect(counted.calls).toBeLessThanOrEqual(Number(calls))
  expect(counted.files).toBeLessThanOrEqual(Number(files))
})
