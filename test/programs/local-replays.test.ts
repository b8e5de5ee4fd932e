import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('local-replays.mjs', import.meta.url))

test.each([
  ['two APIs that record used proofs for themselves warn once', '', ['warned in a worker: 1']],
  ['two APIs that share used proofs warn never', 'shared', []]
])('in a worker of node:cluster %s, and never in its primary process', (_title, replays, warnings) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, replays], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, expect.stringMatching(replays === '' ? /dpop\.replays/u : /^$/u)])
  expect(stdout.split('\n').filter((line) => line !== '')).toEqual([...warnings, 'done'])
})
