import { requireAuth, requireScopes } from '@portcullis/express'
import express from 'express'
import { listen, type Listening } from '../../http/listen.ts'

/** An API with metadata, at an address of its own, that trusts a server. */
export async function startApiWithMetadata(
  issuer: string,
  audienceFor: (origin: string) => string
): Promise<Listening> {
  const app = express()
  const listening = await listen((request, response) => void app(request, response))
  const { origin } = listening
  const auth = requireAuth({
    issuer,
    audience: audienceFor(origin),
    resource: origin,
    metadata: { scopes: ['orders:read', 'orders:write'] }
  })
  app.use(auth)
  app.get('/orders', requireScopes('orders:read'), (req, res) => void res.json({ client: req.auth.clientId }))
  return {
    ...listening,
    async close() {
      await listening.close()
      await auth.protectedResource.close()
    }
  }
}
