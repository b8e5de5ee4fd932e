import { parseArgs } from 'node:util'

/**
 * The options of the command line.
 *
 * @typedef {object} DemoOptions
 * @property {number} port The port of the web page; the other servers use the next ports.
 * @property {boolean} exactPort Whether the port was named, so another one is not acceptable.
 * @property {ExternalAuthorizationServer | undefined} external Set if oidc-provider must not be started.
 */

/**
 * An authorization server that runs already, such as Keycloak.
 *
 * @typedef {object} ExternalAuthorizationServer
 * @property {string} issuer
 * @property {string} clientId A public client with PKCE whose redirect URI is the page's `/callback`.
 * @property {string} audience The `aud` of its access tokens for this API.
 * @property {string} scope The scopes that the page requests.
 * @property {string | undefined} resource Sent as `resource` (RFC 8707) if the server needs it.
 */

export const USAGE = `Usage: npm start -- [options]

Without options: starts an authorization server, two protected APIs and the page.

  --port <number>      port of the page (default 3000; the servers use the next free ports)
  --help               shows this text

To sign in at another authorization server, such as Keycloak:

  --issuer <url>       its issuer, exactly as in its metadata
  --client-id <id>     a public client, PKCE with S256, redirect URI http://127.0.0.1:3000/callback
  --audience <aud>     the "aud" of its access tokens for this API
  --scope <scopes>     the scopes that the page requests (default "orders:read orders:write")
  --resource <uri>     sent as "resource" (RFC 8707), if the server needs it`

/** The command line is not valid; the message says why. */
export class UsageError extends Error {}

const DEFAULT_PORT = 3000

/**
 * Parses the command line.
 *
 * @param {string[]} args Without the paths of node and of the script.
 * @returns {DemoOptions | 'help'}
 * @throws {UsageError} If an option is unknown, malformed or missing.
 */
export function parseDemoOptions(args) {
  const values = parseValues(args)
  if (values.help === true) return 'help'
  return {
    port: parsePort(values.port),
    exactPort: values.port !== undefined,
    external: parseExternal(values)
  }
}

/** @param {string[]} args */
function parseValues(args) {
  const text = /** @type {const} */ ({ type: 'string' })
  try {
    return parseArgs({
      args,
      options: {
        port: text,
        help: { type: 'boolean' },
        issuer: text,
        'client-id': text,
        audience: text,
        scope: text,
        resource: text
      }
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'the options could not be read')
  }
}

/** @param {string | undefined} value */
function parsePort(value) {
  if (value === undefined) return DEFAULT_PORT
  const port = Number(value)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new UsageError('"--port" must be a number from 1 to 65535')
  }
  return port
}

/**
 * @param {ReturnType<typeof parseValues>} values
 * @returns {ExternalAuthorizationServer | undefined}
 */
function parseExternal(values) {
  const { issuer, 'client-id': clientId, audience, scope, resource } = values
  if ([issuer, clientId, audience, scope, resource].every((value) => value === undefined)) return undefined
  if (issuer === undefined || clientId === undefined || audience === undefined) {
    throw new UsageError(
      'another authorization server needs "--issuer", "--client-id" and "--audience" together'
    )
  }
  if (!URL.canParse(issuer)) throw new UsageError('"--issuer" must be a URL')
  return { issuer, clientId, audience, scope: scope ?? 'orders:read orders:write', resource }
}
