import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A folder for what one run of a server writes.
 *
 * @param {string} name Of the server.
 * @returns {Promise<{ path: string; remove(): Promise<void> }>} The folder.
 */
export async function createRunFolder(name) {
  const path = await mkdtemp(join(tmpdir(), `portcullis-${name}-`))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
