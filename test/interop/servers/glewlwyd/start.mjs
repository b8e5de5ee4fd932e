import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { clientCredentials, signIn } from '../client/oauth-client.mjs'
import { freePort } from '../machine/free-port.mjs'
import { runCommand } from '../machine/run-command.mjs'
import { createRunFolder } from '../machine/run-folder.mjs'
import { startServer } from '../machine/server-process.mjs'
import { createSigningKey } from '../machine/signing-key.mjs'
import { untilPublished } from '../machine/until-published.mjs'
import { REDIRECT_URI, registerEverything, replaceKeys, SECRETS } from './administration.mjs'
import { answerLoginPage } from './answer-login-page.mjs'
import { configurationText } from './configuration.mjs'
import { AUDIENCE } from './plugin.mjs'
import { prepareGlewlwyd, TABLES } from './prepare.mjs'

/**
 * @import {
 *   AuthorizationServer,
 *   SignInSettings
 * } from '../authorization-server.ts'
 */

const READY_WITHIN_SECONDS = 20

/**
 * Starts Glewlwyd with its OpenID Connect plugin, on a new database.
 *
 * @returns {Promise<AuthorizationServer>} The running server.
 */
export async function start() {
  const version = await prepareGlewlwyd()
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const issuer = `${origin}/api/oidc`
  const folder = await createRunFolder('glewlwyd')
  const configurationFile = join(folder.path, 'glewlwyd.conf')
  const databaseFile = join(folder.path, 'glewlwyd.db')
  await writeFile(configurationFile, configurationText({ port, databaseFile }))
  await runCommand(['sqlite3', databaseFile, `.read ${TABLES}`])
  const startProcess = (readyUrl = `${issuer}/.well-known/openid-configuration`) =>
    startServer({
      command: ['glewlwyd', `--config-file=${configurationFile}`],
      folder: folder.path,
      logFile: join(folder.path, 'log'),
      readyUrl,
      readyWithinSeconds: READY_WITHIN_SECONDS
    })
  let running = await startProcess(`${origin}/login.html`)
  let keys = [createSigningKey('RS256'), createSigningKey('ES256')]
  await registerEverything(origin, { issuer, keys })

  /** @type {SignInSettings} */
  const settings = { issuer, redirectUri: REDIRECT_URI, secrets: SECRETS, answerPage: answerLoginPage }
  return {
    name: `Glewlwyd ${version}`,
    issuer,
    audience: AUDIENCE,
    signIn: (request) => signIn(settings, request),
    clientCredentials: (request) => clientCredentials(settings, request),
    async rotate() {
      keys = [createSigningKey('RS256'), ...keys]
      await replaceKeys(origin, { issuer, keys })
      await untilPublished(`${issuer}/jwks`, (published) => published.some(({ kid }) => kid === keys[0]?.kid))
    },
    stop: () => running.stop(),
    async restart() {
      running = await startProcess()
    },
    async close() {
      await running.stop()
      await folder.remove()
    }
  }
}
