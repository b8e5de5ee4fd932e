import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startAuthorizationServer } from '../authorization-server.ts'
import { run } from '../test-terminal.ts'

const fold = (text: string) => text.replaceAll(/\s+/g, ' ')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

function syntaxErrors(source: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(source, { reportDiagnostics: true, fileName: 'api.js' })
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

async function written(name: string, words: readonly string[]): Promise<string> {
  const file = join(folder, name)
  const { exitCode, errors } = await run(['init', ...words, '--write', file])
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
  return await readFile(file, 'utf8')
}

describe('portcullis init', () => {
  it.each(['express', 'fastify'])(
    'writes code for %s that parses and protects a route',
    async (framework) => {
      await using server = await startAuthorizationServer()
      const words = ['--framework', framework, '--issuer', server.origin, '--audience', "it's an api"]
      const source = await written(`${framework}.js`, [...words, '--scope', 'read:messages'])
      expect(syntaxErrors(source)).toEqual([])
      expect(source).toContain(`from '@portcullis/${framework}'`)
      expect(fold(source)).toContain(`issuer: '${server.origin}', audience: 'it\\'s an api'`)
      expect(source).toContain("requireScopes('read:messages')")
    }
  )

  it.each([
    ['express', "import { requireAuth } from '@portcullis/express'"],
    ['fastify', "import portcullis from '@portcullis/fastify'"]
  ])('imports only used names for %s', async (framework, line) => {
    await using server = await startAuthorizationServer()
    const words = ['--framework', framework, '--issuer', server.origin, '--audience', 'a']
    const source = await written(`plain-${framework}.js`, words)
    expect(syntaxErrors(source)).toEqual([])
    expect(source).toContain(line)
  })

  it.each([
    [[], "@Get()\n  list(@Auth('subject')", "import { Auth, PortcullisModule } from '@portcullis/nestjs'"],
    [
      ['--scope', 'read:messages'],
      "@Get()\n  @RequireScopes('read:messages')\n  list(",
      "import { Auth, PortcullisModule, RequireScopes } from '@portcullis/nestjs'"
    ]
  ])('writes TypeScript for NestJS with the decorators that it imports: %j', async (scope, route, line) => {
    await using server = await startAuthorizationServer()
    const words = ['--framework', 'nestjs', '--issuer', server.origin, '--audience', 'a', ...scope]
    const source = await written(`api${scope.length}.ts`, words)
    const { diagnostics = [] } = ts.transpileModule(source, {
      reportDiagnostics: true,
      fileName: 'api.ts',
      compilerOptions: { experimentalDecorators: true }
    })
    expect(diagnostics).toEqual([])
    expect(source).toContain(route)
    expect(source).toContain(line)
  })

  it('refuses to write the code for NestJS to a file that is not TypeScript, before any request', async () => {
    const file = join(folder, 'api.mjs')
    const words = ['init', '--framework', 'nestjs', '--issuer', 'http://127.0.0.1:1', '--audience', 'a']
    const { exitCode, errors } = await run([...words, '--write', file])
    expect(exitCode).toBe(64)
    expect(errors).toContain(`the code is TypeScript; name it "${file.replace('.mjs', '.ts')}"`)
  })

  it('prints the code and the install command without --write', async () => {
    await using server = await startAuthorizationServer()
    const { output, exitCode } = await run(
      ['init', '--framework', 'express', '--issuer', server.origin, '--audience', 'a'],
      { columns: 80 }
    )
    expect(exitCode).toBe(0)
    expect(output).toMatch(
      /Ready for a PKCE-protected API: yes.*npm install @portcullis\/express express.*app\.use\(requireAuth/s
    )
  })

  it('uses the preset of a recognized product', async () => {
    const words = [
      'init',
      '--framework',
      'fastify',
      '--issuer',
      'http://127.0.0.1:1/realms/shop',
      '--audience',
      'orders'
    ]
    const { output, exitCode } = await run(words)
    expect(output).toContain("import portcullis, { keycloak } from '@portcullis/fastify'")
    expect(fold(output)).toContain(
      "keycloak({ url: 'http://127.0.0.1:1', realm: 'shop', audience: 'orders' })"
    )
    expect(exitCode).toBe(2)
  })

  it('writes nothing for a server that is not ready without --force', async () => {
    const file = join(folder, 'unready.js')
    const words = [
      'init',
      '--framework',
      'express',
      '--issuer',
      'http://127.0.0.1:1',
      '--audience',
      'a',
      '--write',
      file
    ]
    const { exitCode, errors } = await run(words)
    expect(exitCode).toBe(2)
    expect(errors).toContain('error: nothing written: the server is not ready (use --force to write anyway)')
    await expect(readFile(file)).rejects.toThrow('ENOENT')
    expect((await run([...words, '--force'])).exitCode).toBe(2)
    expect(await readFile(file, 'utf8')).toContain('requireAuth')
  })

  it('overwrites no file without --force', async () => {
    const file = join(folder, 'mine.js')
    await writeFile(file, 'mine')
    await using server = await startAuthorizationServer()
    const words = [
      'init',
      '--framework',
      'express',
      '--issuer',
      server.origin,
      '--audience',
      'a',
      '--write',
      file
    ]
    const { exitCode, errors } = await run(words)
    expect(exitCode).toBe(64)
    expect(errors).toContain('it exists already (use --force to overwrite it)')
    expect(await readFile(file, 'utf8')).toBe('mine')
  })

  it.each([[[]], [['--force']]])('exits with 64 if the folder does not exist, with %j', async (flags) => {
    await using server = await startAuthorizationServer()
    const file = join(folder, 'nowhere', 'api.js')
    const words = ['--framework', 'express', '--issuer', server.origin, '--audience', 'a', '--write', file]
    const { exitCode, errors } = await run(['init', ...words, ...flags])
    expect(exitCode).toBe(64)
    expect(errors).toBe(`error: cannot write "${file}": its folder does not exist\n`)
  })
})
