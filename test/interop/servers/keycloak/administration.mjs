import { ADMINISTRATOR, REALM } from './launch.mjs'

/**
 * @typedef {object} Administration What tests change on a live server.
 * @property {(priority: number) => Promise<void>} addSigningKeys
 * @property {(username: string) => Promise<void>} logOut Ends all sessions of a user.
 * @property {(clientId: string, attributes: Record<string, string>) => Promise<void>} setAttributes Of a
 *   client.
 * @property {(clientId: string, prefix: string) => Promise<void>} allowScopes Lets a client request all
 *   scopes whose names start so.
 */

/**
 * Keycloak's admin API.
 *
 * @param {string} origin Of the server.
 * @returns {Administration} What tests change.
 */
export function administrationOf(origin) {
  const realmUrl = `${origin}/admin/realms/${REALM}`
  /**
   * @param {string} method Of the request.
   * @param {string} path Below the realm.
   * @param {object} [body] JSON.
   * @returns {Promise<Response>} The answer.
   */
  async function call(method, path, body) {
    const headers = await authorizedHeaders(origin)
    const content = body === undefined ? {} : { body: JSON.stringify(body) }
    return requireOk(await fetch(`${realmUrl}${path}`, { method, headers, ...content }))
  }
  /**
   * @template Item
   * @param {string} path Of a list.
   * @returns {Promise<Item[]>} The list.
   */
  const list = async (path) => /** @type {Promise<Item[]>} */ ((await call('GET', path)).json())
  /** @param {string} clientId */
  async function clientOf(clientId) {
    const clients = /** @type {{ id: string; attributes: object }[]} */ (
      await list(`/clients?clientId=${clientId}`)
    )
    return clients[0] ?? { id: '', attributes: {} }
  }
  return {
    async addSigningKeys(priority) {
      const realm = /** @type {{ id: string }} */ (await (await call('GET', '')).json())
      for (const component of [rsaKeys(priority), ecKeys(priority)])
        await call('POST', '/components', {
          ...component,
          providerType: 'org.keycloak.keys.KeyProvider',
          parentId: realm.id
        })
    },
    async logOut(username) {
      const users = /** @type {{ id: string }[]} */ (await list(`/users?exact=true&username=${username}`))
      await call('POST', `/users/${users[0]?.id}/logout`)
    },
    async setAttributes(clientId, attributes) {
      const client = await clientOf(clientId)
      await call('PUT', `/clients/${client.id}`, {
        ...client,
        attributes: { ...client.attributes, ...attributes }
      })
    },
    async allowScopes(clientId, prefix) {
      const { id } = await clientOf(clientId)
      const scopes = /** @type {{ id: string; name: string }[]} */ (await list('/client-scopes'))
      for (const scope of scopes.filter(({ name }) => name.startsWith(prefix)))
        await call('PUT', `/clients/${id}/optional-client-scopes/${scope.id}`)
    }
  }
}

/**
 * Creates a realm.
 *
 * @param {string} origin Of the server.
 * @param {unknown} realm As in an export.
 */
export async function createRealm(origin, realm) {
  const headers = await authorizedHeaders(origin)
  const body = JSON.stringify(realm)
  await requireOk(await fetch(`${origin}/admin/realms`, { method: 'POST', headers, body }))
}

/** @param {number} priority The highest signs. */
function rsaKeys(priority) {
  const config = {
    priority: [String(priority)],
    enabled: ['true'],
    active: ['true'],
    algorithm: ['RS256'],
    keySize: ['2048']
  }
  return { name: `rsa-${priority}`, providerId: 'rsa-generated', config }
}

/** @param {number} priority The highest signs. */
function ecKeys(priority) {
  const config = {
    priority: [String(priority)],
    enabled: ['true'],
    active: ['true'],
    ecdsaEllipticCurveKey: ['P-256']
  }
  return { name: `ec-${priority}`, providerId: 'ecdsa-generated', config }
}

/** @param {string} origin Of the server. */
async function authorizedHeaders(origin) {
  const body = new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', ...ADMINISTRATOR })
  const url = `${origin}/realms/master/protocol/openid-connect/token`
  const response = await requireOk(await fetch(url, { method: 'POST', body }))
  const answer = /** @type {{ access_token: string }} */ (await response.json())
  return { authorization: `Bearer ${answer.access_token}`, 'content-type': 'application/json' }
}

/** @param {Response} response From the admin API. */
async function requireOk(response) {
  if (!response.ok) throw new Error(`the admin API answered ${response.status}: ${await response.text()}`)
  return response
}
