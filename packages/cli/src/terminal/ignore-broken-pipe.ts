import type { Terminal } from './terminal.ts'

/**
 * Keeps the exit code if the reader of the output closes the pipe early, as `portcullis explain | head -1`
 * does. Other errors of the streams, such as a full disk, stay errors.
 */
export function ignoreBrokenPipe({ output, errors }: Terminal): void {
  for (const stream of [output, errors]) stream.on('error', ignoreClosedPipe)
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
