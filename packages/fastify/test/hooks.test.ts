import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { describe, expect, test } from 'vitest'
import portcullis, { requireScopes } from '../src/index.ts'
import { useIssuer } from './support/open-issuer.ts'
import { serve } from './support/serve.ts'

const issuer = useIssuer()

const tellSubject = (request: FastifyRequest) => ({ subject: request.auth.subject })

describe('hooks of one scope', () => {
  async function scopedApi(hook: (app: FastifyInstance) => void): Promise<FastifyInstance> {
    const app = Fastify()
    await app.register(portcullis, issuer().options)
    hook(app)
    app.get('/open', () => ({ open: true }))
    app.get('/guarded', { onRequest: [requireScopes('read'), requireScopes('write')] }, tellSubject)
    return app
  }

  test('authenticate once, and every guard is asked', async () => {
    let verified = 0
    const validate = () => {
      verified += 1
      return true
    }
    const app = Fastify()
    await app.register(portcullis, { ...issuer().options, validate, tokenCacheSize: 0 })
    app.addHook('onRequest', app.requireAuth())
    app.get('/', { onRequest: [requireScopes('read'), requireScopes('write')] }, tellSubject)
    const ask = await serve(app)
    const reader = await issuer().issue({ claims: { scope: 'read' } })
    const writer = await issuer().issue({ claims: { scope: 'read write', sub: 'alice' } })
    expect((await ask('/', reader)).challenge).toMatch(/error="insufficient_scope".*, scope="write"$/u)
    expect(verified).toBe(1)
    expect((await ask('/', writer)).body).toBe('{"subject":"alice"}')
    expect(verified).toBe(2)
  })

  test('may let anonymous requests in, which guards refuse with the reason', async () => {
    const ask = await serve(
      await scopedApi((app) => app.addHook('onRequest', app.optionalAuth({ onInvalidToken: 'anonymous' })))
    )
    expect((await ask('/open')).status).toBe(200)
    expect((await ask('/open', 'opaque')).status).toBe(200)
    expect((await ask('/guarded')).challenge).toBe(
      'Bearer realm="https://api.example.test", scope="read write"'
    )
    expect((await ask('/guarded', 'opaque')).challenge).toMatch(/error="invalid_token"/u)
    const token = await issuer().issue({ claims: { scope: 'read write' } })
    expect((await ask('/guarded', token)).status).toBe(200)
  })

  test('may be preHandlers', async () => {
    const ask = await serve(await scopedApi((app) => app.addHook('preHandler', app.requireAuth())))
    expect((await ask('/open')).status).toBe(401)
    expect((await ask('/open', await issuer().issue())).body).toBe('{"open":true}')
  })
})
