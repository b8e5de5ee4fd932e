import { createProtectedResource } from '@portcullis/core'
import portcullis, { receiveLogoutTokens, receiveSecurityEvents } from '@portcullis/fastify'
import Fastify from 'fastify'

export const app = Fastify()

// #region logout
const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com'
})

app.post('/backchannel-logout', receiveLogoutTokens(api, { clientIds: ['web', 'mobile'] }))
app.post('/security-events', receiveSecurityEvents(api, { audience: 'https://api.example.com/events' }))

await app.register(portcullis, api)
app.get('/messages', { onRequest: app.requireAuth() }, (request) => ({ hello: request.auth.subject }))
// #endregion

app.addHook('onClose', () => api.close())
