import { printable } from '../terminal/printable.ts'
import { printError, type Terminal } from '../terminal/terminal.ts'

/** Exit code for what should not have happened, which is no verdict (`EX_SOFTWARE`). */
const UNEXPECTED_EXIT_CODE = 70

/**
 * Says in one line that something happened that nobody foresaw. Of the error it shows the kind only: messages
 * quote what they complain about, which may be a token.
 *
 * @param error what was thrown
 * @param terminal where to say so
 * @returns the exit code
 */
export function reportUnexpected(error: unknown, terminal: Terminal): number {
  printError(terminal, `unexpected ${kindOf(error)}; please report it with the command, without tokens`)
  return UNEXPECTED_EXIT_CODE
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  return printable(`${error.name}${code}`)
}
