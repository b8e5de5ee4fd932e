import Fastify, { type FastifyInstance } from 'fastify'

export const app: FastifyInstance = Fastify()

// #region fastify
import swagger from '@fastify/swagger'
import portcullis, { anyOf, createProtectedResource, requireRoles, requireScopes } from '@portcullis/fastify'
import { openApiSecurity, openApiSecuritySchemes } from '@portcullis/fastify/openapi'

const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com'
})
const scopes = { 'read:orders': 'Read orders', 'write:orders': 'Create and cancel orders' }
const securitySchemes = await openApiSecuritySchemes(api, { scopes })

await app.register(swagger, { openapi: { openapi: '3.1.0', components: { securitySchemes } } })
await app.register(openApiSecurity)
await app.register(portcullis, api)

app.get('/orders', { onRequest: requireScopes('read:orders') }, async () => [])
const cancel = anyOf(requireScopes('write:orders'), requireRoles('support'))
app.delete('/orders/:id', { onRequest: cancel }, async () => ({ canceled: true }))

app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
// #endregion

app.addHook('onClose', () => api.close())
