import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const script = fileURLToPath(new URL('../../scripts/on-node.mjs', import.meta.url))

let folder: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'portcullis-on-node-')))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const binaries = () => join(folder, 'nodes', '24', 'node_modules', 'node', 'bin')

async function writeProgram(path: string, lines: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, `#!/bin/sh\n${lines}\n`, { mode: 0o755 })
}

/** A replacement for Node.js that prints its version for any arguments. */
async function writeNode(path: string, version: string): Promise<void> {
  await writeProgram(path, `echo ${version}`)
}

/** Replaces npm with a program that records its arguments and then runs these lines. */
async function writeNpm(lines: string): Promise<void> {
  await writeProgram(join(folder, 'path', 'npm'), `echo "$@" >> ${join(folder, 'npm.log')}\n${lines}`)
}

/** Runs a command on Node.js 24, or on its replacement. */
function onNode(...command: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '24', ...command], {
    encoding: 'utf8',
    cwd: folder,
    env: {
      ...process.env,
      PORTCULLIS_NODES: 'nodes',
      PATH: `${join(folder, 'path')}${delimiter}${process.env['PATH'] ?? ''}`
    }
  })
  return { status, stdout, stderr }
}

describe('a command on another version of Node.js', () => {
  it('runs on the installed version and installs nothing', async () => {
    await writeNpm('exit 1')
    await writeNode(join(binaries(), 'node'), 'v24.1.0')
    expect(onNode('node', '-v')).toEqual({ status: 0, stdout: 'v24.1.0\n', stderr: '' })
  })

  it('runs on the version that npm installs, even if npm runs no scripts by default', async () => {
    await writeNode(join(folder, 'new'), 'v24.2.0')
    await writeNpm(`mkdir -p ${binaries()} && cp ${join(folder, 'new')} ${binaries()}/node`)
    expect(onNode('node', '-v')).toEqual({ status: 0, stdout: 'v24.2.0\n', stderr: '' })
    expect(await readFile(join(folder, 'npm.log'), 'utf8')).toMatch(
      /^install .*--ignore-scripts=false node@24\n$/
    )
  })

  it('runs in every folder', async () => {
    await writeNode(join(binaries(), 'node'), 'v24.1.0')
    expect(onNode('sh', '-c', 'cd / && node -v')).toMatchObject({ status: 0, stdout: 'v24.1.0\n' })
  })

  it('installs again if the binary has another version', async () => {
    await writeNode(join(binaries(), 'node'), 'v20.1.0')
    await writeNode(join(folder, 'new'), 'v24.2.0')
    // Like npm: it treats a package as installed even if its scripts did not run.
    await writeNpm(
      `test -e ${binaries()} || { mkdir -p ${binaries()}; cp ${folder}/new ${binaries()}/node; }`
    )
    expect(onNode('node', '-v')).toEqual({ status: 0, stdout: 'v24.2.0\n', stderr: '' })
  })

  it.each([
    ['no binary', ''],
    ['a binary of another version', 'v20.1.0'],
    ['a binary of a version that begins alike', 'v240.1.0']
  ])('does not run if npm installs %s', async (_what, version) => {
    await writeNode(join(folder, 'new'), version)
    await writeNpm(version && `mkdir -p ${binaries()} && cp ${join(folder, 'new')} ${binaries()}/node`)
    const { status, stdout, stderr } = onNode('node', '-v')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toBe(`npm installed no Node.js 24 in ${join(folder, 'nodes', '24')}\n`)
  })

  it('does not run if npm fails', async () => {
    await writeNpm('exit 1')
    expect(onNode('node', '-v')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'Node.js 24 could not be installed from npm\n'
    })
  })

  it('exits with the status of the command', async () => {
    await writeNode(join(binaries(), 'node'), 'v24.1.0')
    expect(onNode('sh', '-c', 'exit 3')).toMatchObject({ status: 3 })
    expect(onNode('no-such-command')).toMatchObject({ status: 1 })
  })
})
