import cors from '@fastify/cors'
import portcullis, { keycloak, requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'

const { KEYCLOAK_URL = '', KEYCLOAK_INTERNAL_URL = '', PAGE_ORIGIN = '', PORT = '3000' } = process.env

const app = Fastify({ logger: true })
await app.register(cors, { origin: PAGE_ORIGIN, exposedHeaders: ['WWW-Authenticate', 'Retry-After'] })
await app.register(
  portcullis,
  keycloak({
    url: KEYCLOAK_URL, // http://localhost:8080, the address in "iss"
    internalUrl: KEYCLOAK_INTERNAL_URL, // http://keycloak:8080, the name of the service
    dangerouslyAllowHttp: ['keycloak:8080'],
    realm: 'shop',
    audience: 'orders-api'
  })
)
app.get('/orders', { onRequest: requireScopes('orders:read') }, async (request) => ({
  orders: [],
  customer: request.auth.subject
}))

// In a container, requests come from outside of the loopback interface.
await app.listen({ port: Number(PORT), host: '0.0.0.0' })
process.once('SIGTERM', () => void app.close())
