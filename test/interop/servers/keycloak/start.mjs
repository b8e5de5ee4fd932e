import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { clientCredentials, signIn } from '../client/oauth-client.mjs'
import { submitForm } from '../client/submit-form.mjs'
import { freePort } from '../machine/free-port.mjs'
import { createRunFolder } from '../machine/run-folder.mjs'
import { administrationOf } from './administration.mjs'
import { VERSION } from './distribution.mjs'
import { launch, REALM } from './launch.mjs'
import { prepareSeed } from './seed.mjs'

/**
 * @import {
 *   AuthorizationServer,
 *   SignInSettings
 * } from '../authorization-server.ts'
 */
/** @typedef {AuthorizationServer & { moveTo(host: string): Promise<void> }} Keycloak */

const FIRST_PRIORITY = 200

/**
 * Starts Keycloak with the realm `orders`.
 *
 * @returns {Promise<Keycloak>} The running server. `moveTo` starts it anew under another name of this
 *   machine, and so with another issuer.
 */
export async function start() {
  const { home, database, classArchive } = await prepareSeed()
  const port = await freePort()
  const folder = await createRunFolder('keycloak')
  await copyFile(database, join(folder.path, 'keycloakdb.mv.db'))
  let publicUrl = `http://127.0.0.1:${port}`
  let priority = FIRST_PRIORITY
  const startProcess = () =>
    launch({
      home,
      folder: folder.path,
      port,
      publicUrl,
      javaOptions: `-XX:SharedArchiveFile=${classArchive}`
    })
  let running = await startProcess()

  /** @returns {SignInSettings} As the server is called now. */
  const settings = () => ({
    issuer: `${publicUrl}/realms/${REALM}`,
    redirectUri: 'https://client.example.test/callback',
    secrets: { worker: 'workersecretworkersecret' },
    answerPage: (page) => submitForm(page, { username: 'alice', password: 'alice-password' })
  })
  return {
    name: `Keycloak ${VERSION}`,
    get issuer() {
      return settings().issuer
    },
    audience: 'https://api.example.test',
    signIn: (request) => signIn(settings(), request),
    clientCredentials: (request) => clientCredentials(settings(), request),
    async rotate() {
      priority += 1
      await administrationOf(publicUrl).addSigningKeys(priority)
    },
    stop: () => running.stop(),
    async restart() {
      running = await startProcess()
    },
    async moveTo(host) {
      await running.stop()
      publicUrl = `http://${host}:${port}`
      running = await startProcess()
    },
    async close() {
      await running.stop()
      await folder.remove()
    }
  }
}
