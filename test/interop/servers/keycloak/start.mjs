import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fetchWithCertificate } from '../client/fetch-with-certificate.mjs'
import { clientCredentials, signIn } from '../client/oauth-client.mjs'
import { submitForm } from '../client/submit-form.mjs'
import { createCertificates } from '../machine/certificates.mjs'
import { freePort } from '../machine/free-port.mjs'
import { createRunFolder } from '../machine/run-folder.mjs'
import { administrationOf } from './administration.mjs'
import { VERSION } from './distribution.mjs'
import { launch, REALM } from './launch.mjs'
import { prepareSeed } from './seed.mjs'

/**
 * @import {
 *   AuthorizationServer,
 *   IssuedTokens,
 *   SignInRequest,
 *   SignInSettings
 * } from '../authorization-server.ts'
 */
/**
 * @import {
 *   Certificates,
 *   Identity
 * } from '../machine/certificates.mjs'
 */
/** @import {Administration} from './administration.mjs' */
/**
 * @typedef {AuthorizationServer & {
 *   certificates: Certificates
 *   signInWithCertificate(identity: Identity, request: SignInRequest): Promise<IssuedTokens>
 *   moveTo(host: string): Promise<void>
 *   administration(): Administration
 *   startStream(url: string): Promise<void>
 * }} Keycloak
 */

const FIRST_PRIORITY = 200

/**
 * Starts Keycloak with the realm `orders`.
 *
 * @returns {Promise<Keycloak>} The running server. It takes client certificates of `certificates`.
 *   `signInWithCertificate` presents one to the token endpoint. `moveTo` starts it anew under another name of
 *   this machine, and so with another issuer. `startStream` has it push security events to a URL.
 */
export async function start() {
  const { home, database, classArchive } = await prepareSeed()
  const port = await freePort()
  const folder = await createRunFolder('keycloak')
  await copyFile(database, join(folder.path, 'keycloakdb.mv.db'))
  const certificates = await createCertificates()
  const tlsPort = await freePort()
  const tlsOptions = await writeTlsOptions(certificates, folder.path)
  let publicUrl = `http://127.0.0.1:${port}`
  let priority = FIRST_PRIORITY
  const startProcess = () =>
    launch({
      home,
      folder: folder.path,
      port,
      publicUrl,
      options: [...tlsOptions, `--https-port=${tlsPort}`],
      javaOptions: `-XX:SharedArchiveFile=${classArchive}`
    })
  let running = await startProcess()

  /**
   * @param {string} [username] Who signs in.
   * @returns {SignInSettings} As the server is called now.
   */
  const settings = (username = 'alice') => ({
    issuer: `${publicUrl}/realms/${REALM}`,
    redirectUri: 'https://client.example.test/callback',
    secrets: { worker: 'workersecretworkersecret', receiver: 'receiversecretreceiversecret' },
    answerPage: (page) => submitForm(page, { username, password: `${username}-password` })
  })
  return {
    name: `Keycloak ${VERSION}`,
    get issuer() {
      return settings().issuer
    },
    audience: 'https://api.example.test',
    certificates,
    signIn: (request) => signIn(settings(request.username), request),
    signInWithCertificate(identity, request) {
      const url = `https://127.0.0.1:${tlsPort}/realms/${REALM}/protocol/openid-connect/token`
      // The parameters that oauth4webapi passes are fewer than those that fetch takes.
      const fetch = /** @type {typeof globalThis.fetch} */ (fetchWithCertificate(certificates.ca, identity))
      return signIn({ ...settings(), tokenRequests: { url, fetch } }, request)
    },
    clientCredentials: (request) => clientCredentials(settings(), request),
    async rotate() {
      priority += 1
      await administrationOf(publicUrl).addSigningKeys(priority)
    },
    administration: () => administrationOf(publicUrl),
    startStream: (url) => startStream(settings(), url),
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

/**
 * @param {Certificates} certificates Of this run.
 * @param {string} folder For the files.
 * @returns {Promise<string[]>} Options of `kc.sh start`.
 */
async function writeTlsOptions({ ca, server }, folder) {
  const files = { 'ca.pem': ca, 'server.pem': server.cert, 'server-key.pem': server.key }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { mode: 0o600 })
  return [
    `--https-certificate-file=${join(folder, 'server.pem')}`,
    `--https-certificate-key-file=${join(folder, 'server-key.pem')}`,
    `--truststore-paths=${join(folder, 'ca.pem')}`
  ]
}

/** The beginning of the URI of each event (CAEP 1.0). */
const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/'

/**
 * Has Keycloak push the security events of all users to a URL (RFC 8935), as a transmitter of Shared Signals.
 *
 * @param {SignInSettings} settings How the server is called.
 * @param {string} url Where it pushes.
 */
async function startStream(settings, url) {
  const { issuer } = settings
  const administration = administrationOf(new URL(issuer).origin)
  await administration.setAttributes('receiver', { 'ssf.validPushUrls': url })
  await administration.allowScopes('receiver', 'ssf.')
  const request = { client: 'receiver', scope: 'ssf.read ssf.manage' }
  const { accessToken } = await clientCredentials(settings, request)
  const metadata = /** @type {{ configuration_endpoint: string }} */ (
    await (await fetch(`${issuer}/.well-known/ssf-configuration`)).json()
  )
  const response = await fetch(metadata.configuration_endpoint, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      events_requested: [`${CAEP}session-revoked`, `${CAEP}credential-change`],
      delivery: { method: 'urn:ietf:rfc:8935', endpoint_url: url }
    })
  })
  if (!response.ok) throw new Error(`Keycloak created no stream: ${response.status} ${await response.text()}`)
}
