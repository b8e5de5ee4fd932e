import { keycloak, requireAuth, requireScopes } from '@portcullis/express'
import cors from 'cors'
import express from 'express'

const { KEYCLOAK_URL = '', KEYCLOAK_INTERNAL_URL = '', PAGE_ORIGIN = '', PORT = '3000' } = process.env

const app = express()
app.use(cors({ origin: PAGE_ORIGIN, exposedHeaders: ['WWW-Authenticate', 'Retry-After'] }))
// #region keycloak
app.use(
  requireAuth(
    keycloak({
      url: KEYCLOAK_URL, // http://localhost:8080, the address in "iss"
      internalUrl: KEYCLOAK_INTERNAL_URL, // http://keycloak:8080, the name of the service
      dangerouslyAllowHttp: ['keycloak:8080'],
      realm: 'shop',
      audience: 'orders-api'
    })
  )
)
// #endregion
app.get('/orders', requireScopes('orders:read'), (req, res) => {
  res.json({ orders: [], customer: req.auth.subject })
})

const server = app.listen(Number(PORT), (error) => {
  if (error) throw error
  console.log(`listening on port ${PORT}`)
})
process.once('SIGTERM', () => server.close())
