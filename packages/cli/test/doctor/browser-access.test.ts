import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/doctor/diagnose.ts'
import { startAuthorizationServer, type Route, type TestServer } from '../authorization-server.ts'

const ORIGIN = 'https://app.example.com'

async function examine(server: TestServer, origin: string, probe: boolean): Promise<Record<string, string>> {
  const { findings } = await diagnose({ issuer: server.origin, clientId: 'app', origin, probe })
  return Object.fromEntries(findings.map(({ id, status, reason }) => [id, `${status} ${reason}`]))
}

/** Starts a server whose routes one origin can read; `OPTIONS` and `POST` answer by function. */
async function startWithCors(preflight: Route, post: Route): Promise<TestServer> {
  const server = await startAuthorizationServer()
  for (const [path, route] of server.routes) {
    server.routes.set(path, (request, response) => {
      allowOrigin(request, response)
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(route))
    })
  }
  server.routes.set('OPTIONS /token', preflight)
  server.routes.set('POST /token', post)
  return server
}

type Handler = Extract<Route, (...given: never[]) => void>

const allowOrigin: Handler = ({ headers }, response) => {
  if (headers.origin === ORIGIN) response.setHeader('access-control-allow-origin', ORIGIN)
}

const answer =
  (status: number, isForPages: boolean): Handler =>
  (request, response) => {
    if (isForPages) allowOrigin(request, response)
    response.writeHead(status).end('{"error":"invalid_grant"}')
  }

describe('the doctor on access from a browser', () => {
  it.each([
    ['only the preflight is allowed', 204, true, false, 'fail token_endpoint', 'pass preflight_allowed'],
    ['only the answer is allowed', 405, false, true, 'pass allowed', 'warn preflight'],
    ['both are allowed', 204, true, true, 'pass allowed', 'pass preflight_allowed'],
    ['neither is allowed', 405, false, false, 'fail token_endpoint', 'warn preflight']
  ])(
    'checks whether a page can read the answer: %s',
    async (_, status, isPreflightAllowed, isAllowed, probed, unprobed) => {
      await using server = await startWithCors(answer(status, isPreflightAllowed), answer(400, isAllowed))
      expect(await examine(server, ORIGIN, true)).toMatchObject({ 'X-19': probed })
      expect(await examine(server, ORIGIN, false)).toMatchObject({ 'X-19': unprobed })
    }
  )

  it.each([`${ORIGIN}/`, `${ORIGIN}:443/app?x=y`, 'HTTPS://App.Example.com'])(
    'sends the origin of %s in the form of browsers',
    async (origin) => {
      await using server = await startWithCors(answer(204, true), answer(400, true))
      expect(await examine(server, origin, true)).toMatchObject({ 'X-19': 'pass allowed' })
    }
  )

  it.each([
    ['capacitor://localhost', 'capacitor://localhost'],
    ['app.example.com', undefined]
  ])('for %s sends the origin %s', async (origin, sent) => {
    await using server = await startAuthorizationServer()
    await examine(server, origin, true)
    const origins = server.requests.flatMap(({ headers }) => headers[headers.indexOf('Origin') + 1] ?? [])
    expect(origins.includes(sent ?? '')).toBe(sent !== undefined)
  })

  it('passes X-16 even if the server refuses the origin', async () => {
    await using server = await startWithCors(answer(204, true), (request, response) => {
      const isPage = request.headers.origin !== undefined
      response.writeHead(isPage ? 403 : 400, { 'cache-control': 'no-store' })
      response.end(isPage ? 'Invalid CORS request' : '{"error":"invalid_grant"}')
    })
    expect(await examine(server, ORIGIN, true)).toMatchObject({
      'X-16': 'pass refused',
      'X-19': 'fail token_endpoint'
    })
  })
})
