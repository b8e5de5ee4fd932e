import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CACHE_FOLDER } from '../machine/cache-folder.mjs'
import { exclusively } from '../machine/exclusively.mjs'
import { freePort } from '../machine/free-port.mjs'
import { runCommand } from '../machine/run-command.mjs'
import { prepareDistribution, VERSION } from './distribution.mjs'
import { launch, REALM } from './launch.mjs'

const REALM_FILE = fileURLToPath(new URL(`${REALM}-realm.json`, import.meta.url))
const PREFIX = `keycloak-${VERSION}-seed-`
const DATABASE = 'keycloakdb.mv.db'
const ARCHIVE = 'classes.jsa'

/** @typedef {{ home: string; database: string; classArchive: string }} Seed */

/**
 * The distribution, a database into which the realm was imported, and an archive of the classes that a start
 * loads: with these a start takes seconds.
 *
 * @returns {Promise<Seed>} Where they are; the database is to be copied before use.
 */
export async function prepareSeed() {
  const home = await prepareDistribution()
  const folder = join(CACHE_FOLDER, PREFIX + (await fingerprint()))
  if (!existsSync(folder))
    await exclusively(join(CACHE_FOLDER, `${PREFIX}lock`), () => importRealm(home, folder))
  return { home, database: join(folder, DATABASE), classArchive: join(folder, ARCHIVE) }
}

/** @returns {Promise<string>} Another one for another realm file, virtual machine, or way to start. */
async function fingerprint() {
  const hash = createHash('sha256')
  for (const file of [REALM_FILE, fileURLToPath(new URL('launch.mjs', import.meta.url))])
    hash.update(await readFile(file))
  hash.update(await runCommand(['java', '-version']))
  return hash.digest('hex').slice(0, 16)
}

/**
 * @param {string} home Of the distribution.
 * @param {string} folder Where the result is to be.
 */
async function importRealm(home, folder) {
  if (existsSync(folder)) return
  const unfinished = `${folder}.unfinished`
  await removeOthers()
  await mkdir(unfinished, { recursive: true })
  await mkdir(join(home, 'data/import'), { recursive: true })
  await copyFile(REALM_FILE, join(home, 'data/import', basename(REALM_FILE)))
  const port = await freePort()
  const running = await launch({
    home,
    folder: unfinished,
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    options: ['--import-realm'],
    javaOptions: `-XX:ArchiveClassesAtExit=${join(unfinished, ARCHIVE)}`
  })
  await running.stop()
  await rename(unfinished, folder)
}

async function removeOthers() {
  const names = await readdir(CACHE_FOLDER)
  const seeds = names.filter((name) => name.startsWith(PREFIX) && !name.endsWith('lock'))
  for (const name of seeds) await rm(join(CACHE_FOLDER, name), { recursive: true, force: true })
}
