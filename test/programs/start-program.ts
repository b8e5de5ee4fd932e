import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The folder of the whole repository. */
export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url))

/** How a program is started. */
export interface ProgramOptions {
  /** Relative to the repository. */
  readonly folder?: string
  readonly environment?: Readonly<Record<string, string>>
  /** What the program reads from its standard input, which then ends. */
  readonly input?: string
  /** What the program prints once it is ready; or asks whether it is, of a program that says nothing. */
  readonly readyWhen: RegExp | (() => Promise<boolean>)
}

/** How the process that was started ended: one of the two is `null`. */
interface ProgramEnd {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
}

/** A program that runs as a person would run it: on its own, watched through what it prints. */
export interface Program {
  /** Everything printed up to now. */
  output(): string
  /**
   * Sends the signal to the whole process group, as Ctrl-C in a terminal does, and waits until none of it is
   * left.
   */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<ProgramEnd>
  /** Sends SIGTERM to the process that was started and to no other, and waits until none of the group is left. */
  stopFirstProcess(): Promise<ProgramEnd>
}

const leftovers = new Set<ChildProcess>()

// A test that fails or runs out of time must not leave its programs behind.
process.once('exit', () => {
  for (const { pid } of leftovers) {
    if (pid !== undefined && isGroupAlive(-pid)) process.kill(-pid, 'SIGKILL')
  }
})

/** Starts a program and waits until it is ready; rejects with what it printed when it ends before. */
export async function startProgram(command: readonly string[], options: ProgramOptions): Promise<Program> {
  const { child, output } = spawnProgram(command, options)
  const ended = once(child, 'exit')
  const failed = ended.then(() => {
    throw new Error(`the program ended before it was ready:\n${output()}`)
  })
  await Promise.race([failed, untilReady(child, output, options.readyWhen)])
  const group = -(child.pid ?? 0)
  const end = async (): Promise<ProgramEnd> => {
    await ended
    while (isGroupAlive(group)) await setTimeout(20)
    return { exitCode: child.exitCode, signal: child.signalCode }
  }
  return {
    output,
    stop: async (signal = 'SIGINT') => {
      if (isGroupAlive(group)) process.kill(group, signal)
      return end()
    },
    stopFirstProcess: async () => {
      child.kill('SIGTERM')
      return end()
    }
  }
}

/** Runs a program to its end. */
export async function runProgram(
  command: readonly string[],
  options: Omit<ProgramOptions, 'readyWhen'> = {}
): Promise<{ exitCode: number | null; output: string }> {
  const { child, output } = spawnProgram(command, options)
  await once(child, 'close')
  return { exitCode: child.exitCode, output: output() }
}

async function untilReady(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  output: () => string,
  readyWhen: ProgramOptions['readyWhen']
): Promise<void> {
  if (readyWhen instanceof RegExp) {
    while (!readyWhen.test(output())) await once(child.stdout, 'data')
    return
  }
  const isRunning = () => child.exitCode === null && child.signalCode === null
  while (isRunning() && !(await readyWhen())) await setTimeout(20)
}

function spawnProgram(command: readonly string[], options: Omit<ProgramOptions, 'readyWhen'>) {
  const [file = process.execPath, ...args] = command
  const child = spawn(file, args, {
    cwd: `${ROOT}/${options.folder ?? ''}`,
    // A group of its own: a signal to it reaches what npm started as well.
    detached: true,
    env: { ...process.env, ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe']
  })
  child.stdin.end(options.input)
  leftovers.add(child)
  child.once('exit', () => leftovers.delete(child))
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  return { child, output: () => printed }
}

function isGroupAlive(group: number): boolean {
  try {
    process.kill(group, 0)
    return true
  } catch {
    return false
  }
}
