import { writeFile } from 'node:fs/promises'
import { failureCodeOf } from '../http/failure-kind.ts'
import { UsageError } from '../terminal/usage-error.ts'

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'it exists already (use --force to overwrite it)',
  ENOENT: 'its folder does not exist',
  EISDIR: 'it is a folder'
}

/**
 * Writes a file; overwrites an existing one only with `isForced`.
 *
 * @throws {UsageError} If it cannot be written; the message says why
 */
export async function writeNewFile(name: string, source: string, isForced: boolean): Promise<void> {
  try {
    await writeFile(name, source, { flag: isForced ? 'w' : 'wx' })
  } catch (error) {
    const code = failureCodeOf(error)
    throw new UsageError(`cannot write "${name}": ${REASONS[code] ?? code}`)
  }
}
