import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runProgram } from '../programs/start-program.ts'

/** A process is bound to one core by `taskset`, which Linux has. */
const canBind = isTasksetThere()

function isTasksetThere(): boolean {
  if (spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0) return true
  const advice = 'there is no "taskset": install the package "util-linux"'
  if (process.env['CI'] !== undefined) throw new Error(advice)
  console.warn(`The tests on one core are skipped: ${advice}`)
  return false
}

/** The first core that this process may use; a container may be kept from others. */
function firstCore(): string {
  const [, core = ''] = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return core
}

/** What the program says about 40 tokens at once of each kind. */
async function flood(...launcher: string[]) {
  const { exitCode, output } = await runProgram([
    ...launcher,
    process.execPath,
    'test/faults/programs/flood-of-signatures.mjs'
  ])
  expect(exitCode, output).toBe(0)
  return output
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
}

describe.skipIf(!canBind)('a process that has one core', () => {
  test('verifies valid and invalid signatures on the main thread, and none in the thread pool', async () => {
    expect(await flood('taskset', '-c', firstCore())).toEqual([
      { name: 'good', mostInPool: 0, outcomes: ['served'] },
      { name: 'bad', mostInPool: 0, outcomes: ['signature_invalid'] },
      { name: 'good after bad', mostInPool: 0, outcomes: ['served'] },
      { cores: 1 }
    ])
  })
})
