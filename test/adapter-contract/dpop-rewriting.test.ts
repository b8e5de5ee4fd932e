import { requireAuth } from '@portcullis/express'
import portcullis from '@portcullis/fastify'
import type { ProtectedResourceOptions } from '@portcullis/core'
import express from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { closeWith, listen, type Listening } from '../http/listen.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { send } from '../http/send.ts'
import { createDpopRig, PUBLIC_URL, read, URL_OF_MESSAGES } from './dpop-rig.ts'

const { issuer, client, token } = await createDpopRig()

/** Starts an API that serves `/old/messages` as `/v1/messages`, before its protection sees the request. */
type StartRewriting = (options: ProtectedResourceOptions) => Promise<Listening>

interface Call {
  readonly path?: string
  readonly url?: string
  readonly method?: string
  readonly htm?: string
  readonly headers?: Readonly<Record<string, string>>
}

const rewritten = (url = ''): string => url.replace(/^\/old\//, '/v1/')

function startExpress(framework: typeof express): StartRewriting {
  return (options) => {
    const app = framework()
    const auth = requireAuth(options)
    app.use((req, _res, next) => {
      req.url = rewritten(req.url)
      // What method-override does.
      req.method = req.get('x-http-method-override') ?? req.method
      next()
    })
    app.use('/v1', auth, (req, res) => void res.json({ method: req.method }))
    return listen(closeWith(app, auth))
  }
}

const startFastify: StartRewriting = async (options) => {
  const app = Fastify({
    rewriteUrl: (req) => {
      const override = req.headers['x-http-method-override']
      if (typeof override === 'string') req.method = override
      return rewritten(req.url)
    }
  })
  await app.register(portcullis, options)
  app.addHook('onRequest', app.requireAuth())
  app.all('/v1/messages', ({ method }) => ({ method }))
  return listenFastify(app)
}

describe.each([
  { name: 'Express 4', start: startExpress(express4) },
  { name: 'Express 5', start: startExpress(express) },
  { name: 'Fastify 5', start: startFastify }
])('on $name', ({ start }) => {
  const open = async () => {
    const api = await start({ ...issuer.options, publicUrl: PUBLIC_URL, explain: true, dpop: true })
    onTestFinished(() => api.close())
    return async ({ path = '/v1/messages', url = URL_OF_MESSAGES, method = 'GET', ...change }: Call) => {
      const { htm = method, headers } = change
      const proven = await client.headers({ url, accessToken: token, claims: { htm } })
      const sent = { method, path, headers: { ...proven, ...headers } }
      const { code, json } = read(await send(api.port, sent))
      return code ?? json['method']
    }
  }

  test('a proof is for the URL that the client called, whatever the application makes of it', async () => {
    const call = await open()
    const url = `${PUBLIC_URL}/old/messages`
    expect(await call({ path: '/old/messages', url })).toBe('GET')
    expect(await call({ path: '/old/messages' })).toBe('proof_target_mismatch')
    expect(await call({})).toBe('GET')
  })

  test('a proof for one method never runs another one that a header names', async () => {
    const call = await open()
    const method = 'POST'
    const headers = { 'x-http-method-override': 'DELETE' }
    expect(await call({ method, headers })).toBe('proof_method_mismatch')
    expect(await call({ method, headers, htm: 'DELETE' })).toBe('DELETE')
    expect(await call({ method })).toBe('POST')
  })
})
