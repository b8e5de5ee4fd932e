import { readFile, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from './free-port.ts'
import { runPortcullis } from './run-portcullis.ts'
import { type Program, ROOT, startProgram } from './start-program.ts'

describe.each(['express', 'fastify'])('what portcullis init --write makes for %s', (framework) => {
  let folder: string
  let issuer: TestIssuer
  let program: Program
  let url: string

  beforeAll(async () => {
    // A project of somebody else, in which the packages are installed.
    folder = await mkdtemp(join(tmpdir(), 'portcullis-init-'))
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    issuer = await createTestIssuer()
    const port = await findFreePort()
    url = `http://127.0.0.1:${port}/messages`
    await writeProgram(join(folder, 'api.mjs'))
    program = await startProgram([process.execPath, 'api.mjs'], {
      folder: relative(ROOT, folder),
      environment: { PORT: String(port) },
      readyWhen: async () => (await fetch(url).catch(() => undefined)) !== undefined
    })
  })

  afterAll(async () => {
    await program.stop()
    await issuer.close()
    await rm(folder, { recursive: true })
  })

  async function writeProgram(file: string): Promise<void> {
    const { audience } = issuer
    const server = ['--issuer', issuer.issuer, '--audience', audience, '--scope', 'read:messages']
    const words = ['init', '--framework', framework, ...server, '--write', file]
    const { exitCode, output } = await runPortcullis(words)
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 })
    expect(await readFile(file, 'utf8')).toContain(`from '@portcullis/${framework}'`)
  }

  const call = async (accessToken: string) =>
    fetch(url, { headers: { authorization: `Bearer ${accessToken}` } })

  test('answers 401 without a token', async () => {
    const response = await fetch(url)
    expect(response.status).toBe(401)
    const challenge = response.headers.get('www-authenticate')
    // The scope is there if the guard of the route authenticates, as on Fastify.
    expect(challenge).toMatch(new RegExp(`^Bearer realm="${issuer.audience}"(, scope="[^"]+")?$`))
  })

  test('answers 401 to a token of somebody else', async () => {
    const response = await call(await issuer.issueBad('otherKey'))
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  test('answers 403 to a token without the scope, and names it', async () => {
    const response = await call(await issuer.issue())
    expect(response.status).toBe(403)
    expect(response.headers.get('www-authenticate')).toContain('scope="read:messages"')
  })

  test('answers 200 to a token with the scope, and knows who calls', async () => {
    const response = await call(await issuer.issue({ claims: { sub: 'ada', scope: 'read:messages' } }))
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ hello: 'ada' })
  })
})
