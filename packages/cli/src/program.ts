import { createRequire } from 'node:module'
import { Command, CommanderError } from 'commander'
import { createExplainCommand } from './commands/explain-command.ts'
import { createDoctorCommand } from './commands/doctor-command.ts'
import { createInitCommand } from './commands/init-command.ts'
import { createTokenCommand } from './commands/token-command.ts'
import { reportUnexpected } from './commands/unexpected-error.ts'
import { NO_TOKEN_EXIT_CODE, NoTokenError } from './discovery/no-token-error.ts'
import { isJsonObject, stringMember } from './json/json.ts'
import { ignoreBrokenPipe } from './terminal/ignore-broken-pipe.ts'
import { columnsOf, printError, type Terminal } from './terminal/terminal.ts'
import { USAGE_EXIT_CODE, UsageError } from './terminal/usage-error.ts'
import { refuseTokens } from './token/refuse-tokens.ts'

/**
 * Runs one command line, without the name of the program. Writes only to the terminal. Never rejects: it
 * reports an unexpected error in one line.
 *
 * @returns the exit code: 0 no failure, 1 warnings in strict mode, 2 failures, 64 wrong usage, 70 an
 *   unexpected error
 */
export async function runProgram(words: readonly string[], terminal: Terminal): Promise<number> {
  ignoreBrokenPipe(terminal)
  let exitCode = 0
  const program = createProgram(terminal, (code) => {
    exitCode = code
  })
  try {
    refuseTokens(words)
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    return reportError(error, terminal)
  }
  return exitCode
}

function createProgram(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const program = new Command('portcullis')
    .description(
      'explain why an API accepts or refuses a token, and whether an authorization server is ready'
    )
    .version(readVersion())
    .showHelpAfterError('(add --help for the options)')
    .addCommand(createDoctorCommand(terminal, finish))
    .addCommand(createExplainCommand(terminal, finish))
    .addCommand(createInitCommand(terminal, finish))
    .addCommand(createTokenCommand(terminal, finish))
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.output.write(text),
      writeErr: (text) => terminal.errors.write(text),
      getOutHelpWidth: () => columnsOf(terminal),
      getErrHelpWidth: () => columnsOf(terminal)
    })
  }
  return program
}

// Commander has already written its errors, but not ours.
function reportError(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_EXIT_CODE
  const exitCode = error instanceof UsageError ? USAGE_EXIT_CODE : NO_TOKEN_EXIT_CODE
  if (!(error instanceof UsageError || error instanceof NoTokenError))
    return reportUnexpected(error, terminal)
  printError(terminal, error.message)
  return exitCode
}

function readVersion(): string {
  const description: unknown = createRequire(import.meta.url)('../package.json')
  return (isJsonObject(description) ? stringMember(description, 'version') : undefined) ?? 'unknown'
}
