import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const options = { recursive: true, force: true }

/**
 * A folder for what one run of a server writes. It goes with this process at the latest.
 *
 * @param {string} name Of the server.
 * @returns {Promise<{ path: string; remove(): Promise<void> }>} The folder.
 */
export async function createRunFolder(name) {
  const path = await mkdtemp(join(tmpdir(), `portcullis-${name}-`))
  process.once('exit', () => rmSync(path, options))
  return { path, remove: () => rm(path, options) }
}
