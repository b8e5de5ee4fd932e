import express, { type RequestHandler } from 'express'

const app = express()

// #region root
import { requireAuth } from '@portcullis/express'

app.use(
  requireAuth({
    issuer: 'https://auth.example.com',
    audience: 'https://api.example.com',
    resource: 'https://api.example.com',
    metadata: { name: 'Orders', scopes: ['read:orders', 'write:orders'] }
  })
)
// #endregion

const server = express()
const orders = express.Router()

// #region mounted
import { createProtectedResource, protectedResourceMetadata } from '@portcullis/express'

const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com/orders',
  resource: 'https://api.example.com/orders',
  metadata: { scopes: ['read:orders', 'write:orders'] }
})
server.use(protectedResourceMetadata(api))
server.use('/orders', requireAuth(api), orders)
// #endregion

const showOrder: RequestHandler = (req, res) => void res.json({ id: req.params['id'] })

// #region guards
import { guardsOf } from '@portcullis/express'

const { requireScopes } = guardsOf(api)
orders.get('/:id', requireScopes('read:orders'), showOrder)
// #endregion

// #region implied
const shop = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://shop.example.com',
  impliedScopes: { admin: ['write'], write: ['read'] }
})
// #endregion

export { api, app, server, shop }
