import type { Terminal } from './terminal.ts'

/**
 * Lets a program go on, to its own exit code, when nobody reads its output any longer: `portcullis explain |
 * head -1` closes the pipe early. Other errors of the streams, such as those of a full disk, stay errors.
 *
 * @param terminal the streams to watch
 */
export function ignoreBrokenPipe({ output, errors }: Terminal): void {
  for (const stream of [output, errors]) stream.on('error', ignoreClosedPipe)
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
