import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { runProgram } from '../src/program.ts'
import type { Terminal } from '../src/terminal/terminal.ts'

/** The result of a command line. */
export interface Run {
  readonly exitCode: number
  readonly output: string
  readonly errors: string
}

/** Streams and environment of a command line. */
export interface Surroundings {
  readonly input?: string
  readonly environment?: Record<string, string>
  readonly columns?: number
  readonly isTerminal?: boolean
}

/** Runs a command line with its own streams. */
export async function run(words: readonly string[], surroundings: Surroundings = {}): Promise<Run> {
  const isTTY = surroundings.isTerminal ?? false
  const output = Object.assign(new PassThrough(), { isTTY, columns: surroundings.columns })
  const errors = Object.assign(new PassThrough(), { isTTY })
  const written = Promise.all([text(output), text(errors)])
  const exitCode = await runProgram(words, {
    input: Readable.from([surroundings.input ?? '']),
    output,
    errors,
    environment: surroundings.environment ?? {}
  })
  output.end()
  errors.end()
  const [shown, complained] = await written
  return { exitCode, output: shown, errors: complained }
}

/** A person at a terminal who types an answer to each question. */
export function person(answers: Readonly<Record<string, string>>): Terminal {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const errors = new PassThrough()
  const pending = new Map(Object.entries(answers))
  errors.on('data', (chunk: Buffer) => {
    const shown = chunk.toString()
    for (const [question, answer] of pending) {
      if (!shown.includes(question)) continue
      pending.delete(question)
      setImmediate(() => input.write(answer))
    }
  })
  return { input, output: new PassThrough(), errors, environment: {} }
}
