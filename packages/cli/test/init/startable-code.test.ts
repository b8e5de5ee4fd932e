import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requireModule } from '../../src/init/require-module.ts'
import { startAuthorizationServer } from '../authorization-server.ts'
import { run } from '../test-terminal.ts'

const GUID = '9188040d-6c67-4c5b-b112-36a304b66dad'
const INIT = ['init', '--framework', 'express']

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-'))
  for (const [name, description] of Object.entries({
    plain: {},
    commonjs: { type: 'commonjs' },
    module: { type: 'module' }
  })) {
    await mkdir(join(folder, name, 'src'), { recursive: true })
    await writeFile(join(folder, name, 'package.json'), JSON.stringify(description))
  }
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** Returns whether Node.js runs a file with an `import` statement. */
async function runs(file: string): Promise<boolean> {
  await writeFile(file, "import { sep } from 'node:path'\nawait Promise.resolve()\nconsole.log(sep)\n")
  const { stdout } = await promisify(execFile)(process.execPath, [file]).catch(() => ({ stdout: '' }))
  return stdout !== ''
}

describe('the name of the file that init writes', () => {
  it.each([
    ['plain/api.js', true],
    ['plain/api.mjs', true],
    ['plain/api.cjs', false],
    ['module/src/api.js', true],
    ['module/src/api.cjs', false],
    ['commonjs/src/api.js', false],
    ['commonjs/src/api', false],
    ['commonjs/src/api.mjs', true]
  ])('%s is accepted: %s, exactly if Node.js runs it as a module', async (name, isModule) => {
    const file = join(folder, name)
    expect(await runs(file)).toBe(isModule)
    const complaint = await requireModule(file).catch(String)
    expect(complaint === undefined).toBe(isModule)
  })

  it('is refused before any request if it is CommonJS, with a valid name', async () => {
    const file = join(folder, 'commonjs', 'src', 'server.js')
    const words = [...INIT, '--issuer', 'http://127.0.0.1:1', '--audience', 'a', '--force', '--write', file]
    const { exitCode, errors, output } = await run(words)
    expect({ exitCode, output }).toEqual({ exitCode: 64, output: '' })
    expect(errors).toContain(`name it "${file.replace('.js', '.mjs')}"`)
    await expect(readFile(file)).rejects.toThrow('ENOENT')
  })
})

describe('options that requireAuth refuses at start', () => {
  it.each([
    [['init', '--scope', 'read write'], {}, /--scope takes one scope/],
    [['doctor', 'https://a.example', '--scope', 'read write'], {}, /--scope takes one scope/],
    [['doctor', 'https://a.example', '--scope', ''], {}, /--scope takes one scope/],
    [['explain', '--audience', 'a', '--scope', 'read write'], {}, /--scope takes one scope/],
    [
      [...INIT, '--issuer', 'https://a.example', '--audience', ''],
      {},
      /--audience takes the "aud".*it is empty/
    ],
    [['doctor', 'https://a.example', '--audience', ''], {}, /--audience takes the "aud".*it is empty/],
    [[...INIT, '--issuer', '', '--audience', 'a'], {}, /name the issuer/],
    [[...INIT, '--issuer', 'https://a.example'], { OAUTH_AUDIENCE: '' }, /pass --audience/],
    [['explain', '--issuer', 'https://a.example'], { OAUTH_AUDIENCE: '' }, /the input has no token/]
  ])('are wrong usage: %j with environment %o', async (words, environment, complaint) => {
    const { exitCode, errors, output } = await run(words, { environment })
    expect({ exitCode, output }).toEqual({ exitCode: 64, output: '' })
    expect(errors).toMatch(complaint)
  })

  it('do not include an empty OAUTH_AUDIENCE: the doctor uses an example', async () => {
    await using server = await startAuthorizationServer()
    const { output } = await run(['doctor', server.origin, '--json'], { environment: { OAUTH_AUDIENCE: '' } })
    expect(JSON.parse(output)).toMatchObject({ advice: { audienceIsExample: true } })
  })

  it.each([
    [`https://login.microsoftonline.com/${GUID}/v2.0`, 'api://orders', /client\) id of the API, a GUID/],
    ['https://acme.zitadel.cloud', 'orders', /id of the project, a number/]
  ])('are wrong usage before any request: %s with audience %s', async (issuer, audience, complaint) => {
    const { exitCode, errors, output } = await run([...INIT, '--issuer', issuer, '--audience', audience])
    expect({ exitCode, output }).toEqual({ exitCode: 64, output: '' })
    expect(errors).toMatch(complaint)
    expect(errors).not.toContain(audience)
  })
})
