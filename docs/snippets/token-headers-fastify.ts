import portcullis from '@portcullis/fastify'
import Fastify from 'fastify'

export const app = Fastify()

// #region iap
app.addHook('onRequest', async (request) => {
  const token = request.headers['x-goog-iap-jwt-assertion']
  if (typeof token === 'string') request.headers.authorization = `Bearer ${token}`
})
await app.register(portcullis, {
  issuer: 'https://cloud.google.com/iap',
  jwksUri: 'https://www.gstatic.com/iap/verify/public_key-jwk',
  audience: '/projects/1234567890/global/backendServices/987654321',
  clientIdClaims: [] // "azp" repeats the audience
})
app.addHook('onRequest', app.requireAuth())
// #endregion

app.get('/messages', async (request) => ({ hello: request.auth.subject }))
