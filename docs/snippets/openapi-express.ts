import express, { type Express } from 'express'

export const app: Express = express()
const written = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1.0.0' },
  paths: {
    '/orders': { get: { summary: 'List orders', responses: { 200: { description: 'The orders' } } } },
    '/orders/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: { summary: 'Read an order', responses: { 200: { description: 'The order' } } }
    }
  }
}

// #region express
import { requireAuth, requireScopes } from '@portcullis/express'
import { addOpenApiSecurity, openApiSecuritySchemes } from '@portcullis/express/openapi'

const auth = requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' })
const orders = express.Router()
orders.get('/', requireScopes('read:orders'), (_req, res) => void res.json([]))
orders.get('/:id', requireScopes('read:orders'), (req, res) => void res.json({ id: req.params.id }))

app.get('/openapi.json', (_req, res) => void res.json(document))
app.use('/orders', auth, orders)

const securitySchemes = await openApiSecuritySchemes(auth.protectedResource, { scopes: ['read:orders'] })
const document = addOpenApiSecurity({ ...written, components: { securitySchemes } }, app)
// #endregion

export const { protectedResource } = auth
