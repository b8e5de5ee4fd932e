import { readFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { findFreePort } from '../programs/free-port.ts'
import { ROOT, startProgram } from '../programs/start-program.ts'
import { installProject } from './install-project.ts'
import { node } from './npm.ts'

const EXAMPLE = join(ROOT, 'examples/mcp-server')

let folder: string
let compiled: string

beforeAll(async () => {
  folder = await installProject('mcp')
  await cp(join(EXAMPLE, 'src'), join(folder, 'example'), { recursive: true })
  // In strict TypeScript: what users write, with the types of both SDKs.
  compiled = await node(['node_modules/typescript/bin/tsc', '-p', '.'], folder)
})

/** Starts a program that serves the MCP server and its authorization server; returns the address of the first. */
async function start(program: string, ...args: readonly string[]): Promise<string> {
  const ports = [String(await findFreePort()), String(await findFreePort())]
  const command = [process.execPath, join(folder, program), ...args, ...ports]
  const running = await startProgram(command, { readyWhen: /MCP server/ })
  onTestFinished(async () => void (await running.stop()))
  return `http://localhost:${ports[0]}/mcp`
}

const run = (...args: readonly string[]) => node(args, folder)
const onNode22 = (...args: readonly string[]) => run(join(ROOT, 'scripts/on-node.mjs'), '22', 'node', ...args)

/** What a client tells that finds the authorization server, signs in, steps up and pays. */
const storyAt = (address: string, more: string) =>
  [
    `sign in for ${address}, with the scopes "mcp:tools${more}"`,
    'got a token with the scopes "mcp:tools"',
    'hello: hello ada',
    `sign in for ${address}, with the scopes "mcp:tools mcp:pay${more}"`,
    'got a token with the scopes "mcp:tools mcp:pay"',
    'pay: ada paid 5',
    ''
  ].join('\n')

const servers = ['express', 'fastify', 'nest-express', 'nest-fastify'].flatMap((framework) =>
  ['v1', 'v2'].map((sdk): [string, string] => [framework, sdk])
)

describe('a client that knows only the address of an MCP server', () => {
  it.each(servers)(
    'finds, signs in, steps up once and pays: on %s, with a server of SDK %s',
    async (...server) => {
      const address = await start('start.mjs', ...server)
      expect(await run('client-v1.mjs', address)).toBe(storyAt(address, ''))
      expect(await run('example/client.mjs', address)).toBe(storyAt(address, ' offline_access'))
    }
  )

  it.each([
    ['express', 'v1'],
    ['fastify', 'v2']
  ])(
    'is the Inspector, which signs in, steps up once and pays: on %s, with a server of SDK %s',
    async (...server) => {
      const address = await start('start.mjs', ...server)
      const [first, proposal, second, paid, ...rest] = (await onNode22('inspector.mjs', address))
        .trim()
        .split('\n')
      expect([first, proposal, second]).toEqual([
        'sign in with the scopes "mcp:tools offline_access"',
        expect.stringContaining('needs additional scope: mcp:pay.'),
        'sign in with the scopes "mcp:tools mcp:pay offline_access"'
      ])
      expect(JSON.parse(paid ?? '')).toMatchObject({
        result: { content: [{ type: 'text', text: 'ada paid 3' }] }
      })
      expect(rest).toEqual(['exit 0'])
    }
  )
})

describe('the conformance tests of the Model Context Protocol', () => {
  it.each([
    ['express', 'v1', '2025-11-25', 73],
    ['fastify', 'v2', '2026-07-28', 41]
  ])('pass behind the protection on %s, with a server of SDK %s, for %s', async (...settings) => {
    const [framework, sdk, version, passed] = settings
    const address = await start('start.mjs', framework, sdk)
    const output = await onNode22('conformance.mjs', address, version)
    expect(output).toMatch(new RegExp(`\\b${passed} passed, 0 failed`))
  })
})

describe('the example', () => {
  it('is walked through by its client', async () => {
    const address = await start('example/main.mjs')
    expect(await run('example/client.mjs', address)).toBe(storyAt(address, ' offline_access'))
  })

  it('names metadata and scope to a request without a token', async () => {
    const address = await start('example/main.mjs')
    const answer = await fetch(address, { method: 'POST' })
    const metadata = address.replace('/mcp', '/.well-known/oauth-protected-resource/mcp')
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      `Bearer realm="${address}", scope="mcp:tools", resource_metadata="${metadata}"`
    ])
    expect(await (await fetch(metadata)).json()).toMatchObject({ resource: address })
  })

  it('shows in its README what the client prints', () => {
    const readme = readFileSync(join(EXAMPLE, 'README.md'), 'utf8')
    expect(readme).toContain(storyAt('http://localhost:3000/mcp', ' offline_access'))
  })

  it('has the dependencies that it is tested with', () => {
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as { dependencies: object }
    const { dependencies } = read(join(ROOT, 'test/consumers/projects/mcp/package.json'))
    expect(dependencies).toMatchObject(read(join(EXAMPLE, 'package.json')).dependencies)
  })
})

describe('the SDKs', () => {
  it('accept our types, in strict TypeScript', () => {
    expect(compiled).toBe('')
  })

  it('answer with their middleware and our verifier: 401 to a bad token, and 503 behind optionalAuth in an outage', async () => {
    const bad = ['tampered', 'malformed', 'expired', 'revoked', 'foreign', 'bound']
    const refused = bad.map((kind) => `${kind} 401 invalid_token`).join(', ')
    const usual = `none 401 invalid_token, valid 200 ada, ${refused}`
    const lines = ['v1', 'v2'].flatMap((sdk) => [
      `${sdk} alone: ${usual}, outage 500 server_error`,
      `${sdk} behind optionalAuth: ${usual}, outage 503 temporarily_unavailable with Retry-After`
    ])
    expect(await run('verifier.mjs')).toBe(`${lines.join('\n')}\n`)
  })
})
