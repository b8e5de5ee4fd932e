import portcullis, {
  allOf,
  anyOf,
  requireAuthentication,
  requirePermissions,
  requireRoles,
  requireScopes
} from '@portcullis/fastify'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'

export const app: FastifyInstance = Fastify()

const handler = async (request: FastifyRequest) => ({ hello: request.auth.subject })

await app.register(portcullis, { issuer: 'https://auth.example.com', audience: 'https://api.example.com' })

// #region guards
app.get('/messages', { onRequest: requireScopes('read:messages') }, handler)
const editors = allOf(requireScopes('write:messages'), requireRoles('editor'))
app.delete('/messages', { onRequest: editors }, handler)
app.get('/export', { onRequest: anyOf(requireRoles('auditor'), requirePermissions('export')) }, handler)
app.post('/payments', { onRequest: requireAuthentication({ acr: 'gold', maxAgeSeconds: 300 }) }, handler)
// #endregion
