import { createServer } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import { findFreePort } from '../../../test/programs/free-port.ts'
import { type Program, runProgram, startProgram } from '../../../test/programs/start-program.ts'
import { describeDemo, READY } from './start-demo.ts'

const started: Program[] = []

afterEach(async () => {
  await Promise.all(started.splice(0).map(async (program) => program.stop()))
})

describe('npm start', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends everything and leaves no process behind',
    async (signal) => {
      const program = await start(await npmStart())
      const { page } = describeDemo(program)
      const end = await program.stop(signal)
      // npm passes on how the demo ended, or ends by the signal itself.
      expect([0, 130, 143, signal]).toContain(end.exitCode ?? end.signal)
      await expect(fetch(page)).rejects.toThrow('fetch failed')
    }
  )

  test('the demo ends when npm alone is ended', async () => {
    const program = await start(await npmStart())
    await program.stopFirstProcess()
    await expect(fetch(describeDemo(program).page)).rejects.toThrow('fetch failed')
  })

  test('the demo itself ends with exit code 0', async () => {
    const program = await start(demoCommand())
    expect(await program.stop()).toEqual({ exitCode: 0, signal: null })
  })
})

describe('ports', () => {
  test('replaces a busy default port by the next free one', async () => {
    const first = describeDemo(await start(demoCommand()))
    const second = describeDemo(await start(demoCommand()))
    expect(new Set([...addresses(first), ...addresses(second)]).size).toBe(8)
    expect((await fetch(second.page)).status).toBe(200)
  })

  test('names a busy port of --port in a message', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const { exitCode, output } = await runProgram(demoCommand('--port', String(port)), DEMO_FOLDER)
    server.close()
    expect(exitCode).toBe(1)
    expect(output.trim()).toBe(`port ${port} is in use by another program; choose another one with "--port"`)
  })
})

describe('the command line', () => {
  test('--help shows every option', async () => {
    const { exitCode, output } = await runProgram(demoCommand('--help'), DEMO_FOLDER)
    expect(exitCode).toBe(0)
    for (const option of ['--port', '--issuer', '--client-id', '--audience', '--scope', '--resource']) {
      expect(output).toContain(option)
    }
  })

  test.each([
    { args: ['--isuer', 'https://auth.example.com'], message: "Unknown option '--isuer'" },
    { args: ['--port', 'http'], message: '"--port" must be a number from 1 to 65535' },
    {
      args: ['--issuer', 'https://auth.example.com'],
      message: '"--issuer", "--client-id" and "--audience" together'
    },
    { args: ['--issuer', 'auth', '--client-id', 'a', '--audience', 'b'], message: '"--issuer" must be a URL' }
  ])('$args is refused with the usage', async ({ args, message }) => {
    const { exitCode, output } = await runProgram(demoCommand(...args), DEMO_FOLDER)
    expect(exitCode).toBe(2)
    expect(output).toContain(message)
    expect(output).toContain('Usage: npm start')
  })
})

const DEMO_FOLDER = { folder: 'examples/pkce-demo' }

async function npmStart(): Promise<string[]> {
  return ['npm', 'start', '--', '--port', String(await findFreePort())]
}

function demoCommand(...args: string[]): string[] {
  return [process.execPath, 'src/main.mjs', ...args]
}

function addresses({ page, issuer, express, fastify }: ReturnType<typeof describeDemo>): string[] {
  return [page, issuer, express, fastify]
}

async function start(command: string[]): Promise<Program> {
  const folder = command[0] === 'npm' ? {} : DEMO_FOLDER
  const program = await startProgram(command, { ...folder, readyWhen: READY })
  started.push(program)
  return program
}
