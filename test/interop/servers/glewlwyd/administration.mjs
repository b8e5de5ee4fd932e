import { pluginOf } from './plugin.mjs'

/** @import {PrivateJwk} from '../machine/signing-key.mjs' */

export const REDIRECT_URI = 'https://client.example.test/callback'
export const SECRETS = { worker: 'workersecret' }
export const ALICE = { username: 'alice', password: 'alice-password' }

const SCOPES = ['orders:read', 'orders:write']

/**
 * Glewlwyd's API, with a session of its administrator.
 *
 * @param {string} origin Of the server.
 * @returns {Promise<(method: string, path: string, body?: object) => Promise<void>>} Calls it; throws on any
 *   refusal.
 */
async function createAdministration(origin) {
  const cookie = await sessionOf(origin, { username: 'admin', password: 'password' })
  return async (method, path, body) => {
    const headers = { cookie, 'content-type': 'application/json' }
    const content = body === undefined ? {} : { body: JSON.stringify(body) }
    await requireOk(await fetch(`${origin}/api/${path}`, { method, headers, ...content }))
  }
}

/**
 * Registers scopes, the plugin, clients and alice on a new server.
 *
 * @param {string} origin Of the server.
 * @param {{ issuer: string; keys: readonly PrivateJwk[] }} settings Of the plugin.
 */
export async function registerEverything(origin, { issuer, keys }) {
  const administrate = await createAdministration(origin)
  for (const name of SCOPES)
    await administrate('POST', 'scope/', {
      name,
      display_name: name,
      description: name,
      password_required: false,
      scheme: {}
    })
  await administrate('POST', 'mod/plugin/', pluginOf(issuer, keys))
  await administrate('POST', 'client/', publicClient('spa'))
  await administrate('POST', 'client/', worker('worker'))
  await administrate('POST', 'user/', {
    ...ALICE,
    name: 'Alice',
    enabled: true,
    scope: ['openid', 'g_profile', ...SCOPES]
  })
}

/**
 * Gives the plugin other keys, while it serves.
 *
 * @param {string} origin Of the server.
 * @param {{ issuer: string; keys: readonly PrivateJwk[] }} settings Of the plugin.
 */
export async function replaceKeys(origin, { issuer, keys }) {
  const administrate = await createAdministration(origin)
  await administrate('PUT', 'mod/plugin/oidc', pluginOf(issuer, keys))
  await administrate('PUT', 'mod/plugin/oidc/reset')
}

/**
 * @param {string} origin Of the server.
 * @param {{ username: string; password: string }} credentials Whose session.
 * @returns {Promise<string>} Its Cookie line.
 */
async function sessionOf(origin, credentials) {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify(credentials)
  const response = await requireOk(await fetch(`${origin}/api/auth/`, { method: 'POST', headers, body }))
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

/** @param {string} clientId Its name. */
function publicClient(clientId) {
  return {
    client_id: clientId,
    name: clientId,
    confidential: false,
    enabled: true,
    redirect_uri: [REDIRECT_URI],
    authorization_type: ['code', 'refresh_token'],
    token_endpoint_auth_method: ['none'],
    scope: []
  }
}

/** @param {keyof typeof SECRETS} clientId Its name. */
function worker(clientId) {
  return {
    client_id: clientId,
    name: clientId,
    confidential: true,
    password: SECRETS[clientId],
    enabled: true,
    authorization_type: ['client_credentials'],
    token_endpoint_auth_method: ['client_secret_basic'],
    scope: SCOPES
  }
}

/** @param {Response} response From the API. */
async function requireOk(response) {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`)
  return response
}
