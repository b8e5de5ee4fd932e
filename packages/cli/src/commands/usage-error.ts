/** The command line asks for something that cannot be done; the message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Exit code for a command line that cannot be understood, apart from the verdicts 0, 1 and 2 (`EX_USAGE`). */
export const USAGE_EXIT_CODE = 64
