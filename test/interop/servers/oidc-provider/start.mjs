import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clientCredentials, signIn } from '../client/oauth-client.mjs'
import { submitForm } from '../client/submit-form.mjs'
import { freePort } from '../machine/free-port.mjs'
import { createRunFolder } from '../machine/run-folder.mjs'
import { startServer } from '../machine/server-process.mjs'
import { createSigningKey } from '../machine/signing-key.mjs'
import { untilPublished } from '../machine/until-published.mjs'
import { AUDIENCE, REDIRECT_URI, SECRETS } from './registered.mjs'

/**
 * @import {
 *   AuthorizationServer,
 *   SignInSettings
 * } from '../authorization-server.ts'
 */

const PROGRAM = fileURLToPath(new URL('program.mjs', import.meta.url))
const READY_WITHIN_SECONDS = 20

/**
 * Starts panva's oidc-provider in a process of its own. Any password signs alice in.
 *
 * @returns {Promise<AuthorizationServer>} The running server.
 */
export async function start() {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const folder = await createRunFolder('oidc-provider')
  const settingsFile = join(folder.path, 'settings.json')
  const keys = [createSigningKey('RS256'), createSigningKey('ES256')]
  const writeSettings = () =>
    writeFile(settingsFile, JSON.stringify({ issuer, port, jwks: { keys } }), { mode: 0o600 })
  const startProcess = () =>
    startServer({
      command: [process.execPath, PROGRAM, settingsFile],
      folder: folder.path,
      logFile: join(folder.path, 'log'),
      readyUrl: `${issuer}/.well-known/openid-configuration`,
      readyWithinSeconds: READY_WITHIN_SECONDS
    })
  await writeSettings()
  let running = await startProcess()

  /** @type {SignInSettings} */
  const settings = {
    issuer,
    redirectUri: REDIRECT_URI,
    secrets: SECRETS,
    answerPage: (page) => submitForm(page, { login: 'alice', password: 'any' })
  }
  return {
    name: `oidc-provider ${installedVersion()}`,
    issuer,
    audience: AUDIENCE,
    signIn: (request) => signIn(settings, request),
    clientCredentials: (request) => clientCredentials(settings, request),
    async rotate() {
      keys.unshift(createSigningKey('RS256'), createSigningKey('ES256'))
      await writeSettings()
      running.signal('SIGHUP')
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

/** @returns {string} As installed. */
function installedVersion() {
  const main = createRequire(import.meta.url).resolve('oidc-provider')
  const text = readFileSync(join(main, '../../package.json'), 'utf8')
  return /** @type {{ version: string }} */ (JSON.parse(text)).version
}
