import { requireCommands } from '../machine/debian-packages.mjs'
import { runCommand } from '../machine/run-command.mjs'

/** The tables of a new installation, as the Debian package brings them. */
export const TABLES = '/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3'

/**
 * Glewlwyd from Debian.
 *
 * @returns {Promise<string>} Its version.
 * @throws {import('../machine/server-unavailable.mjs').ServerUnavailable} When it can't be had here.
 */
export async function prepareGlewlwyd() {
  await requireCommands({ glewlwyd: 'glewlwyd', sqlite3: 'sqlite3' })
  const answer = await runCommand(['glewlwyd', '--version'])
  return /\d+\.\d+\.\d+/u.exec(answer)?.[0] ?? 'of unknown version'
}
