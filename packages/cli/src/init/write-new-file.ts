import { writeFile } from 'node:fs/promises'
import { UsageError } from '../commands/usage-error.ts'
import { failureCodeOf } from '../http/failure-kind.ts'

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'it exists already; insist with --force',
  ENOENT: 'its folder does not exist',
  EISDIR: 'it is a folder'
}

/**
 * Writes a file, over one that exists only when somebody insists.
 *
 * @throws {UsageError} when it cannot be written; it says why
 */
export async function writeNewFile(name: string, source: string, isForced: boolean): Promise<void> {
  try {
    await writeFile(name, source, { flag: isForced ? 'w' : 'wx' })
  } catch (error) {
    const code = failureCodeOf(error)
    throw new UsageError(`cannot write "${name}": ${REASONS[code] ?? code}`)
  }
}
