import { printable } from '../terminal/printable.ts'
import { printError, type Terminal } from '../terminal/terminal.ts'

/** Exit code for a defect, which is not a verdict (`EX_SOFTWARE`). */
const UNEXPECTED_EXIT_CODE = 70

/**
 * Reports an unexpected error in one line, and returns the exit code. Shows only the kind of the error: its
 * message can quote a token.
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
