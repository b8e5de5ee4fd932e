import { reportUnexpected } from './commands/unexpected-error.ts'
import { runProgram } from './program.ts'

const terminal = {
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  environment: process.env
}

// Errors of a stream, such as a full disk: Node.js would exit with 1, which means warnings.
process.once('uncaughtException', (error) => process.exit(reportUnexpected(error, terminal)))

process.exitCode = await runProgram(process.argv.slice(2), terminal)
