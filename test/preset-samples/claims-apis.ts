import { requireAuth } from '@portcullis/express'
import portcullis from '@portcullis/fastify'
import type { ProtectedResourceOptions } from '@portcullis/core'
import express from 'express'
import Fastify from 'fastify'
import { listen, type Listening } from '../http/listen.ts'
import { listenFastify } from '../http/listen-fastify.ts'

/** A small API on the framework of an adapter: it answers with the claims of its caller. */
export interface ClaimsApi {
  name: string
  start(options: ProtectedResourceOptions): Promise<Listening>
}

/** One for each adapter. */
export const claimsApis: readonly ClaimsApi[] = [
  {
    name: 'Express',
    async start(options) {
      const auth = requireAuth(options)
      const app = express()
      app.get('/claims', auth, (req, res) => void res.json(req.auth.claims))
      const { close, ...listening } = await listen(app)
      return { ...listening, close: () => close().then(() => auth.protectedResource.close()) }
    }
  },
  {
    name: 'Fastify',
    async start(options) {
      const app = Fastify()
      await app.register(portcullis, options)
      app.get('/claims', { onRequest: app.requireAuth() }, (request) => request.auth.claims)
      return listenFastify(app)
    }
  }
]
