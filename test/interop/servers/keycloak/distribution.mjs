import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CACHE_FOLDER } from '../machine/cache-folder.mjs'
import { requireCommands } from '../machine/debian-packages.mjs'
import { exclusively } from '../machine/exclusively.mjs'
import { runCommand } from '../machine/run-command.mjs'
import { ServerUnavailable } from '../machine/server-unavailable.mjs'

export const VERSION = '26.7.4'

const UNPACK = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack'
const folder = join(CACHE_FOLDER, `keycloak-${VERSION}-tls-ssf`)

/**
 * Keycloak's distribution from Maven, unpacked and built once for all later starts.
 *
 * @returns {Promise<string>} Its home folder.
 * @throws {ServerUnavailable} When it can't be had here.
 */
export async function prepareDistribution() {
  await requireCommands({ java: 'default-jre-headless' })
  if (!existsSync(folder)) await exclusively(`${folder}.lock`, downloadAndBuild)
  return folder
}

async function downloadAndBuild() {
  if (existsSync(folder)) return
  await requireCommands({ mvn: 'maven' })
  const unfinished = `${folder}.unfinished`
  const home = join(unfinished, `keycloak-${VERSION}`)
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  try {
    await runCommand(
      [
        'mvn',
        '-q',
        '-B',
        UNPACK,
        `-Dartifact=org.keycloak:keycloak-quarkus-dist:${VERSION}:zip`,
        `-DoutputDirectory=${unfinished}`,
        `-DmarkersDirectory=${join(unfinished, 'markers')}`
      ],
      { folder: unfinished }
    )
  } catch (cause) {
    throw new ServerUnavailable(`Keycloak ${VERSION} could not be had from Maven`, { cause })
  }
  // What a start would otherwise do each time: it takes most of a start's seconds.
  const options = ['--db=dev-file', '--https-client-auth=request', '--features=ssf']
  await runCommand(['bash', 'bin/kc.sh', 'build', ...options], { folder: home })
  await rename(home, folder)
  await rm(unfinished, { recursive: true, force: true })
}
