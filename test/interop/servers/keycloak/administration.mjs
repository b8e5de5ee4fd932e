import { ADMINISTRATOR, REALM } from './launch.mjs'

/**
 * Keycloak's admin API.
 *
 * @param {string} origin Of the server.
 * @returns {{ addSigningKeys(priority: number): Promise<void> }} What tests change on a live server.
 */
export function administrationOf(origin) {
  const realmUrl = `${origin}/admin/realms/${REALM}`
  return {
    async addSigningKeys(priority) {
      const headers = await authorizedHeaders(origin)
      const realm = await getRealm(realmUrl, headers)
      for (const component of [rsaKeys(priority), ecKeys(priority)]) {
        const body = JSON.stringify({
          ...component,
          providerType: 'org.keycloak.keys.KeyProvider',
          parentId: realm.id
        })
        await requireOk(await fetch(`${realmUrl}/components`, { method: 'POST', headers, body }))
      }
    }
  }
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

/**
 * @param {string} realmUrl In the admin API.
 * @param {Record<string, string>} headers With the administrator's token.
 * @returns {Promise<{ id: string }>} The realm.
 */
async function getRealm(realmUrl, headers) {
  const response = await requireOk(await fetch(realmUrl, { headers }))
  return /** @type {Promise<{ id: string }>} */ (response.json())
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
