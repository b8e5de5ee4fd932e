import { requireAuth, requireScopes } from '@portcullis/express'
import express from 'express'
import { orders } from './orders.mjs'

/**
 * The orders once more, for clients that prove with each request that they have the key that their token is
 * bound to (DPoP, RFC 9449).
 *
 * @param {import('./start-demo.mjs').ApiSettings & { publicUrl: string }} settings
 */
export function createBoundOrders({ issuer, audience, clockToleranceSeconds, publicUrl }) {
  const router = express.Router()
  const protect = requireAuth({
    issuer,
    audience,
    clockToleranceSeconds,
    publicUrl,
    dpop: { required: true }
  })
  router.get('/', protect, requireScopes('orders:read'), (req, res) => {
    res.json({ orders, boundTo: req.auth.confirmation })
  })
  return router
}
