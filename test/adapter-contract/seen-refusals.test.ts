import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { requireAuth, requireScopes } from '@portcullis/express'
import portcullis, { requireScopes as requireScopesHook } from '@portcullis/fastify'
import { EVENT_CHANNEL, type ProtectedResourceError } from '@portcullis/core'
import express, { type ErrorRequestHandler } from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { closeWith, listen, type Listening } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { accessToken, issuer, options } from '../tokens/authority.ts'

/** What a logger of requests reads when a response was sent. */
type Seen = Pick<ProtectedResourceError, 'code' | 'hint'> | undefined

function expressApi(framework: typeof express, seen: Seen[], own: boolean): Promise<Listening> {
  const app = framework()
  const authenticate = requireAuth({ ...options, onRefusal: own ? 'next' : 'answer' })
  app.use((req, res, next) => {
    res.on('finish', () => seen.push(req.authFailure))
    next()
  })
  const router = framework.Router()
  router.get('/messages', requireScopes('write:messages'), (_req, res) => void res.json({}))
  router.get('/open', (_req, res) => void res.json({}))
  app.use('/api', authenticate, router)
  const answerAll: ErrorRequestHandler = (_error, _req, res, _next) => void res.end('own')
  app.use(answerAll)
  return listen(closeWith(app, authenticate))
}

/** The log of the Fastify application, as objects. */
const logged: Record<string, unknown>[] = []
beforeEach(() => {
  logged.length = 0
})

async function fastifyApi(seen: Seen[], own: boolean): Promise<Listening> {
  const stream = { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) }
  const app = Fastify({ logger: { level: 'info', stream } })
  await app.register(portcullis, { ...options, onRefusal: own ? 'throw' : 'answer' })
  app.addHook('onResponse', (request, _reply, done) => {
    seen.push(request.authFailure)
    done()
  })
  app.setErrorHandler((_error, _request, reply) => reply.send('own'))
  app.get('/api/messages', { onRequest: requireScopesHook('write:messages') }, () => ({}))
  app.get('/api/open', { onRequest: app.requireAuth() }, () => ({}))
  return listenFastify(app)
}

const apis = [
  { name: 'Express 4', start: (seen: Seen[], own: boolean) => expressApi(express4, seen, own) },
  { name: 'Express 5', start: (seen: Seen[], own: boolean) => expressApi(express, seen, own) },
  { name: 'Fastify 5', start: fastifyApi }
]

const elsewhere = accessToken({ aud: 'https://other.example.test' })
const valid = accessToken()

function recordEvents(): unknown[] {
  const events: unknown[] = []
  const record = (event: unknown): void => void events.push(event)
  subscribe(EVENT_CHANNEL, record)
  onTestFinished(() => void unsubscribe(EVENT_CHANNEL, record))
  return events
}

describe.each(apis)('on $name', ({ start }) => {
  test.each([
    ['the answer of the adapter', false],
    ['an answer of the application', true]
  ])('a logger of requests sees code and hint of each refusal, with %s', async (_title, own) => {
    const seen: Seen[] = []
    await withServer(start(seen, own), async (port) => {
      for (const token of [elsewhere, valid]) {
        await send(port, { path: '/api/messages', headers: { authorization: `Bearer ${token}` } })
      }
      await send(port, { path: '/api/open', headers: { authorization: `Bearer ${valid}` } })
    })
    expect(seen).toMatchObject([
      { code: 'audience_mismatch', hint: expect.stringContaining('aud') as string },
      { code: 'scope_insufficient', hint: expect.stringContaining('write:messages') as string },
      undefined
    ])
  })

  test('the client does not learn where the reason is documented', async () => {
    await withServer(start([], false), async (port) => {
      for (const token of [elsewhere, valid]) {
        const headers = { authorization: `Bearer ${token}` }
        const answer = await send(port, { path: '/api/messages', headers })
        expect(answer.status).toBeGreaterThan(400)
        expect(JSON.stringify(answer)).not.toMatch(/errors#|audience_mismatch|scope_insufficient/u)
      }
    })
  })

  test('events name the request, the stage, and issuer and client of verified tokens only', async () => {
    const events = recordEvents()
    await withServer(start([], false), async (port) => {
      for (const token of [elsewhere, valid, valid]) {
        const path = '/api/messages?secret=1'
        await send(port, { path, headers: { authorization: `Bearer ${token}` } })
      }
    })
    const request = { method: 'GET', path: '/api/messages', milliseconds: expect.any(Number) as number }
    const caller = { issuer, clientId: 'spa' }
    const authenticated = { type: 'request_authenticated', ...request, ...caller }
    const forbidden = { code: 'scope_insufficient', status: 403, stage: 'guards', ...request, ...caller }
    const stranger = { issuer: undefined, clientId: undefined }
    expect(events).toMatchObject([
      { code: 'audience_mismatch', status: 401, stage: 'claims', ...request, ...stranger },
      authenticated,
      forbidden,
      authenticated,
      forbidden
    ])
  })
})

test('Fastify logs code, hint and page of a refusal in the log of the request, and no token', async () => {
  await withServer(fastifyApi([], false), async (port) => {
    await send(port, { path: '/api/open', headers: { authorization: `Bearer ${elsewhere}` } })
  })
  expect(logged.filter(({ msg }) => msg === 'request refused')).toMatchObject([
    {
      level: 30,
      code: 'audience_mismatch',
      hint: expect.any(String) as string,
      page: '/errors#audience_mismatch',
      reqId: expect.any(String) as string
    }
  ])
  expect(JSON.stringify(logged)).not.toContain(elsewhere)
})
