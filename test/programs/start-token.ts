import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { ROOT } from './start-program.ts'

/** `portcullis token`, which waits for a person to sign in. */
interface WaitingToken {
  /** Where the person signs in, as the program shows it. */
  readonly address: string
  /** What it writes to standard output. */
  readonly output: Promise<string>
  readonly exitCode: Promise<number | null>
  /** Presses Ctrl-C; returns the signal that ended it. */
  interrupt(): Promise<NodeJS.Signals | null>
}

const ADDRESS = /Open this address to sign in: (\S+)/

/** Starts `portcullis token` as it was built, and waits for the address that it shows. */
export function startToken(...words: string[]): Promise<WaitingToken> {
  return startTokenIn({}, ...words)
}

/** The same with changes of the environment. */
export async function startTokenIn(
  environment: Readonly<Record<string, string>>,
  ...words: string[]
): Promise<WaitingToken> {
  const child = spawn(process.execPath, ['packages/cli/dist/main.js', 'token', ...words], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  onTestFinished(() => void child.kill())
  const output = text(child.stdout)
  const exitCode = once(child, 'close').then(() => child.exitCode)
  let shown = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    shown += chunk
  })
  while (!ADDRESS.test(shown) && child.exitCode === null)
    await Promise.race([once(child.stderr, 'data'), exitCode])
  const [, address] = ADDRESS.exec(shown) ?? []
  if (address === undefined) throw new Error(`no address in: ${shown}`)
  return {
    address,
    output,
    exitCode,
    async interrupt() {
      child.kill('SIGINT')
      await exitCode
      return child.signalCode
    }
  }
}
