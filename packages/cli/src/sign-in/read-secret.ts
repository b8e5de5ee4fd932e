import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { password } from '@clack/prompts'
import { failureCodeOf } from '../http/failure-kind.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { UsageError } from '../terminal/usage-error.ts'

/**
 * Where the secret of a client is. It is never on the command line, which other users of the machine can
 * read.
 */
export interface SecretSource {
  /** A file name, or `-` for standard input. On a terminal, `-` prompts for the secret. */
  readonly file?: string | undefined
  /** The option that needs it: then a person is asked if there is no other source. */
  readonly neededBy?: string | undefined
}

/**
 * Reads the secret of a client: from a file or standard input, from `OAUTH_CLIENT_SECRET`, or from the person
 * at the terminal. Undefined for a public client.
 *
 * @throws {UsageError} If it is needed and there is no source; the message repeats nothing of the input.
 */
export async function readSecret(
  { file, neededBy }: SecretSource,
  terminal: Terminal
): Promise<string | undefined> {
  const secret =
    file === undefined ? terminal.environment['OAUTH_CLIENT_SECRET'] : await readSource(file, terminal)
  if (secret !== undefined && secret !== '') return secret
  if (file !== undefined) throw new UsageError('the input of --client-secret-file is empty')
  if (neededBy === undefined) return undefined
  const answer = terminal.input.isTTY === true ? await ask(terminal) : ''
  if (answer !== '') return answer
  throw new UsageError(
    `${neededBy} needs the secret of the client: set OAUTH_CLIENT_SECRET, or use --client-secret-file`
  )
}

async function readSource(file: string, terminal: Terminal): Promise<string> {
  // A terminal shows what is typed.
  if (file === '-' && terminal.input.isTTY === true) return await ask(terminal)
  try {
    const bytes = file === '-' ? await buffer(terminal.input) : await readFile(file)
    return bytes.toString('utf8').replace(/\r?\n$/, '')
  } catch (error) {
    throw new UsageError(`cannot read the file of --client-secret-file (${failureCodeOf(error)})`)
  }
}

async function ask({ input, errors: output }: Terminal): Promise<string> {
  const answer = await password({ message: 'Client secret', input, output })
  return typeof answer === 'string' ? answer : ''
}
