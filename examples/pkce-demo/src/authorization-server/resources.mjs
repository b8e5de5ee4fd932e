/** The audience of both demo APIs. */
export const ORDERS = 'https://orders.example'

/** The same API, for tokens that are valid for two seconds, so that a user can watch one expire. */
export const ORDERS_BRIEFLY = 'https://orders.example/briefly'

/** Another API of the same shop. It knows the same scopes, and still its tokens are not for the orders API. */
export const WAREHOUSE = 'https://warehouse.example'

/**
 * What the authorization server knows about each resource indicator (RFC 8707).
 *
 * @type {Record<string, { audience: string; accessTokenSeconds: number }>}
 */
const RESOURCES = {
  [ORDERS]: { audience: ORDERS, accessTokenSeconds: 300 },
  [ORDERS_BRIEFLY]: { audience: ORDERS, accessTokenSeconds: 2 },
  [WAREHOUSE]: { audience: WAREHOUSE, accessTokenSeconds: 300 }
}

export const SCOPES = { 'orders:read': 'See your orders', 'orders:write': 'Place orders in your name' }

/** @param {string} indicator */
export function findResource(indicator) {
  return Object.hasOwn(RESOURCES, indicator) ? RESOURCES[indicator] : undefined
}
