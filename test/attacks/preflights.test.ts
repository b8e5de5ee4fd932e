import { requireAuth } from '@portcullis/express'
import portcullis from '@portcullis/fastify'
import express, { type RequestHandler } from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { closeWith, listen, type Listening } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { accessToken, options } from '../tokens/authority.ts'

const forged = {
  origin: 'https://evil.example.test',
  'access-control-request-method': 'DELETE',
  'x-http-method-override': 'DELETE'
}

// What method-override does.
const overrideMethod: RequestHandler = (req, _res, next) => {
  req.method = req.get('x-http-method-override') ?? req.method
  next()
}

function expressApi(framework: typeof express, ran: string[]): Promise<Listening> {
  const app = framework()
  const authenticate = requireAuth(options)
  const run: RequestHandler = (req, res) => {
    ran.push(req.method)
    res.json({ ran: true })
  }
  app.use(authenticate, overrideMethod)
  app.delete('/reports/:id', run)
  app.use('/reports', run)
  app.all('/everything', run)
  return listen(closeWith(app, authenticate))
}

async function fastifyApi(ran: string[]): Promise<Listening> {
  const app = Fastify()
  await app.register(portcullis, options)
  app.addHook('onRequest', app.requireAuth())
  for (const url of ['/reports', '/reports/:id', '/everything']) {
    app.all(url, ({ method }) => {
      ran.push(method)
      return { ran: true }
    })
  }
  return listenFastify(app)
}

const apis = [
  { name: 'Express 4', start: (ran: string[]) => expressApi(express4, ran) },
  { name: 'Express 5', start: (ran: string[]) => expressApi(express, ran) },
  { name: 'Fastify 5', start: fastifyApi }
]

describe.each(apis)('on $name', ({ start }) => {
  test.each(['/reports', '/reports/17', '/everything'])(
    verifies('H-16', 'an OPTIONS request to %s with the headers of a preflight runs no handler'),
    async (path) => {
      const ran: string[] = []
      await withServer(start(ran), async (port) => {
        const refused = await send(port, { method: 'OPTIONS', path, headers: forged })
        expect([refused.status, ran]).toEqual([401, []])
        const authorization = `Bearer ${accessToken()}`
        const served = await send(port, { method: 'OPTIONS', path, headers: { ...forged, authorization } })
        expect([served.status, ran.length]).toEqual([200, 1])
      })
    }
  )
})
