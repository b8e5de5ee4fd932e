import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runCommand } from './run-command.mjs'
import { ServerUnavailable } from './server-unavailable.mjs'

const environment = { DEBIAN_FRONTEND: 'noninteractive' }

/**
 * Sees to it that commands are there, by installing Debian packages if they are not.
 *
 * @param {Readonly<Record<string, string>>} packages The package of each command.
 * @throws {ServerUnavailable} When one is missing and can't be installed here.
 */
export async function requireCommands(packages) {
  const missing = Object.entries(packages).filter(([command]) => !isOnPath(command))
  if (missing.length === 0) return
  const names = missing.map(([, name]) => name)
  const wish = `needs the Debian packages ${names.join(', ')}`
  if (process.getuid?.() !== 0 || !isOnPath('apt-get'))
    throw new ServerUnavailable(`${wish}; only root can install them`)
  try {
    await install(names)
  } catch (cause) {
    throw new ServerUnavailable(`${wish}; apt-get could not install them`, { cause })
  }
}

/** @param {string[]} names Of packages. */
async function install(names) {
  const lock = ['-o', 'DPkg::Lock::Timeout=300']
  await runCommand(['apt-get', ...lock, 'update', '-q'], { environment })
  await runCommand(['apt-get', ...lock, 'install', '-q', '-y', '--no-install-recommends', ...names], {
    environment
  })
}

/** @param {string} command Its name. */
function isOnPath(command) {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)))
}
