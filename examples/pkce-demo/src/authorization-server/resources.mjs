/** The audience of both demo APIs. */
export const ORDERS = 'https://orders.example'

/** The same API, for tokens that are valid for two seconds, so that a user can watch one expire. */
export const ORDERS_BRIEFLY = 'https://orders.example/briefly'

/** Another API of the same shop. It knows the same scopes, and still its tokens are not for the orders API. */
export const WAREHOUSE = 'https://warehouse.example'

export const SCOPES = { 'orders:read': 'See your orders', 'orders:write': 'Place orders on your behalf' }

/**
 * What the authorization server knows about a resource indicator (RFC 8707).
 *
 * @typedef {{ audience: string; accessTokenSeconds: number }} Resource
 *
 * @typedef {(indicator: string) => Resource | undefined} FindResource
 */

/**
 * Creates the table of resource indicators. The address of an API is one too: a client that reads its
 * metadata (RFC 9728) requests a token for that address, and gets one with the audience of the API.
 *
 * @param {string[]} apiOrigins
 * @returns {FindResource}
 */
export function createResources(apiOrigins) {
  const orders = { audience: ORDERS, accessTokenSeconds: 300 }
  /** @type {Map<string, Resource>} */
  const resources = new Map([
    [ORDERS, orders],
    [ORDERS_BRIEFLY, { audience: ORDERS, accessTokenSeconds: 2 }],
    [WAREHOUSE, { audience: WAREHOUSE, accessTokenSeconds: 300 }]
  ])
  for (const origin of apiOrigins) resources.set(origin, orders)
  return (indicator) => resources.get(indicator)
}
