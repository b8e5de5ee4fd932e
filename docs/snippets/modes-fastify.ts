import portcullis, { type AuthContext } from '@portcullis/fastify'
import Fastify, { type FastifyInstance } from 'fastify'

export const app: FastifyInstance = Fastify()

await app.register(portcullis, { issuer: 'https://auth.example.com', audience: 'https://api.example.com' })

// #region modes
// No token, or an invalid one: refused.
app.get('/me', { onRequest: app.requireAuth() }, async (request) => ({ subject: request.auth.subject }))

// No token: anonymous. An invalid one: refused.
app.get('/feed', { onRequest: app.optionalAuth() }, async (request) => {
  const caller: AuthContext | undefined = request.auth
  return { subject: caller?.subject ?? 'anonymous' }
})

// No token, or an invalid one: anonymous, with the reason in `authFailure`.
const anyone = app.optionalAuth({ onInvalidToken: 'anonymous' })
app.get('/news', { onRequest: anyone }, async (request) => {
  const caller: AuthContext | undefined = request.auth
  return { subject: caller?.subject ?? 'anonymous', because: request.authFailure?.code }
})
// #endregion
