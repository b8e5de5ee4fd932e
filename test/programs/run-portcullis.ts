import { runProgram } from './start-program.ts'

const MAIN = 'packages/cli/dist/main.js'

/** Runs the command line `portcullis` in a process of its own, as it was built. */
export async function runPortcullis(
  words: readonly string[],
  input = ''
): Promise<{ exitCode: number | null; output: string }> {
  return runProgram([process.execPath, MAIN, ...words], { input, environment: { NO_COLOR: '1' } })
}
