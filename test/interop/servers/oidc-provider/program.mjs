// The authorization server's process: `node program.mjs SETTINGS`, a file with issuer, port and private keys.
// SIGHUP reads the file again, so that keys change while it serves.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'
import { configurationOf } from './configuration.mjs'

/** @import {JWKS} from 'oidc-provider' */
/** @typedef {{ issuer: string; port: number; jwks: JWKS }} ProgramSettings */

const [, , settingsFile = ''] = process.argv

/** @returns {ProgramSettings} What the file says now. */
function readSettings() {
  return /** @type {ProgramSettings} */ (JSON.parse(readFileSync(settingsFile, 'utf8')))
}

// Sessions and grants live in the module, not in the Provider: a new one goes on where the old one was.
function createListener() {
  const { issuer, jwks } = readSettings()
  const provider = new Provider(issuer, configurationOf(jwks))
  provider.on('server_error', (_context, error) => console.error(error))
  return provider.callback()
}

let listener = createListener()
const server = createServer((request, response) => void listener(request, response))
server.listen(readSettings().port, '127.0.0.1')

process.on('SIGHUP', () => {
  listener = createListener()
})
process.on('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
