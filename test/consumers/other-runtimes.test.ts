import { join } from 'node:path'
import { BAD_TOKEN_KINDS, createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callProgram, expectProtected } from './call-program.ts'
import { installProject, installRuntimes } from './install-project.ts'

const ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ')

/** Both take the files for Node.js. Deno gets no more than an API needs. */
const RUNTIMES = [
  { name: 'Bun', command: ['bun'] },
  {
    name: 'Deno',
    command: ['deno', 'run', '--no-prompt', '--node-modules-dir=manual', '--allow-net', '--allow-env']
  }
]

const PROJECTS = ['esm', 'express-5', 'fastify-5']

let issuer: TestIssuer
let commands: string
const folders = new Map<string, string>()

beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ALGORITHMS })
  commands = await installRuntimes()
  for (const project of PROJECTS) folders.set(project, await installProject(project))
})

afterAll(async () => {
  await issuer.close()
})

describe.each(RUNTIMES)('with $name', ({ command: [name = '', ...args] }) => {
  const start = (project: string, ...options: readonly string[]) => ({
    runtime: [join(commands, name), ...args],
    folder: folders.get(project) ?? '',
    program: ['server.mjs', ...options],
    issuer
  })

  it.each(PROJECTS)('an installed project is protected: %s', async (project) => {
    await expectProtected(start(project))
  })

  it.each(['threadPool', 'mainThread'])(
    'good signatures of every algorithm pass, and no other: %s',
    async (signatureThread) => {
      await callProgram(start('esm', signatureThread), async (call) => {
        const statuses = ALGORITHMS.map(async (algorithm) => {
          const token = await issuer.issue({ algorithm, claims: { scope: 'read:messages' } })
          const good = await call(token)
          const bad = await call(withOtherSignature(token))
          return { algorithm, good: good.status, bad: bad.status }
        })
        expect(await Promise.all(statuses)).toEqual(
          ALGORITHMS.map((algorithm) => ({ algorithm, good: 200, bad: 401 }))
        )
      })
    }
  )

  it('every kind of bad token is refused, where a good one passes', async () => {
    await callProgram(start('esm'), async (call) => {
      expect(await call(await issuer.issue({ claims: { scope: 'read:messages' } }))).toMatchObject({
        status: 200
      })
      const statuses = BAD_TOKEN_KINDS.map(async ({ kind }) => {
        const { status } = await call(await issuer.issueBad(kind))
        return { kind, status }
      })
      expect(await Promise.all(statuses)).toEqual(BAD_TOKEN_KINDS.map(({ kind }) => ({ kind, status: 401 })))
    })
  })
})

/** Changes a character of the signature, and not the last one, whose bits need not all count. */
function withOtherSignature(token: string): string {
  const index = token.lastIndexOf('.') + 20
  return `${token.slice(0, index)}${token[index] === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`
}
