import { requireAuth, requireScopes } from '@portcullis/express'
import cors from 'cors'
import express from 'express'
import { EXPOSED_HEADERS } from './exposed-headers.mjs'
import { newOrder, orders } from './orders.mjs'

/**
 * The orders API on Express.
 *
 * @param {import('./start-demo.mjs').ApiSettings} settings
 */
export function createExpressApi(settings) {
  const { issuer, audience, clockToleranceSeconds, resource, metadata, dpop, pageOrigin } = settings
  const app = express()
  app.disable('x-powered-by')

  // Before the protection: a preflight request has no token. Scripts can read only the headers that are exposed.
  app.use(cors({ origin: pageOrigin, exposedHeaders: EXPOSED_HEADERS }))

  // #region shown
  app.get('/public', (_req, res) => {
    res.json({ message: 'Open to everyone.' })
  })

  app.use(requireAuth({ issuer, audience, clockToleranceSeconds, resource, metadata, dpop }))

  app.get('/me', (req, res) => {
    const { subject, clientId, scopes, confirmation } = req.auth
    res.json({ subject, clientId, scopes, confirmation })
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
