import { requireAuth, requireScopes } from '@portcullis/express'
import cors from 'cors'
import express from 'express'
import { createBoundOrders } from './bound-orders.mjs'
import { newOrder, orders } from './orders.mjs'

/**
 * The orders API on Express.
 *
 * @param {import('./start-demo.mjs').ApiSettings & { publicUrl: string }} settings `publicUrl` is the origin
 *   that clients call.
 */
export function createExpressApi(settings) {
  const { issuer, audience, pageOrigin, clockToleranceSeconds } = settings
  const app = express()
  app.disable('x-powered-by')

  // Before the protection: a preflight request has no token. Scripts can read the challenge only if it is exposed.
  app.use(cors({ origin: pageOrigin, exposedHeaders: ['WWW-Authenticate', 'Retry-After'] }))

  app.get('/public', (_req, res) => {
    res.json({ message: 'Open to everyone.' })
  })

  app.use('/bound/orders', createBoundOrders(settings))

  // #region protected
  app.use(requireAuth({ issuer, audience, clockToleranceSeconds }))

  app.get('/me', (req, res) => {
    const { subject, clientId, scopes } = req.auth
    res.json({ subject, clientId, scopes })
  })

  app.get('/orders', requireScopes('orders:read'), (_req, res) => {
    res.json({ orders })
  })

  app.post('/orders', requireScopes('orders:write'), (_req, res) => {
    res.status(201).json(newOrder)
  })
  // #endregion

  return app
}
