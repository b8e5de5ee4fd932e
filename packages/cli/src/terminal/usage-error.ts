/** The command line is wrong; the message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Exit code for a wrong command line, apart from the verdicts 0, 1 and 2 (`EX_USAGE`). */
export const USAGE_EXIT_CODE = 64
