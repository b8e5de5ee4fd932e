import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { app, mcp } from '../../docs/snippets/mcp-express.ts'
import { app as fastify } from '../../docs/snippets/mcp-fastify.ts'
import { AppModule } from '../../docs/snippets/mcp-nestjs.ts'
import { api, app as behindSdk } from '../../docs/snippets/mcp-sdk.ts'
import { listen } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { createNest, listenNest } from '../targets/nestjs-api.ts'
import { startExampleIssuer, type ExampleIssuer } from './example-issuer.ts'

const resource = 'https://mcp.example.com/mcp'
const metadataUrl = 'https://mcp.example.com/.well-known/oauth-protected-resource/mcp'

describe('docs/mcp.md', () => {
  let issuer: ExampleIssuer

  beforeAll(async () => {
    issuer = await startExampleIssuer()
  })

  afterAll(() => Promise.all([api.close(), mcp.protectedResource.close(), issuer.close()]))

  it.each([
    ['Express', () => listen(app)],
    ['Fastify', () => listenFastify(fastify)],
    ['NestJS with Express', async () => listenNest(await createNest('express', AppModule))],
    ['NestJS with Fastify', async () => listenNest(await createNest('fastify', AppModule))]
  ])('shows a server on %s whose clients find, sign in and step up', async (_name, start) => {
    await withServer(start(), async (port) => {
      const refused = await send(port, { method: 'POST', path: '/mcp' })
      expect([refused.status, refused.headers['www-authenticate']]).toEqual([
        401,
        [`Bearer realm="${resource}", scope="mcp:tools", resource_metadata="${metadataUrl}"`]
      ])
      const token = await issuer.issue({ claims: { sub: 'ada', aud: resource, scope: 'mcp:tools' } })
      const call = (name: string) =>
        send(port, {
          method: 'POST',
          path: '/mcp',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ method: 'tools/call', params: { name } })
        })
      const [hello, pay] = [await call('hello'), await call('pay')]
      expect([hello.status, JSON.parse(hello.body)]).toEqual([200, { subject: 'ada' }])
      expect([pay.status, pay.headers['www-authenticate']]).toEqual([
        403,
        [expect.stringContaining('scope="mcp:tools mcp:pay"')]
      ])
    })
  })

  it('shows how the middleware of the SDK answers 503 in an outage, 401 to a bad token, and 200', async () => {
    await withServer(listen(behindSdk), async (port) => {
      const statusOf = async (token: string) => {
        const headers = { authorization: `Bearer ${token}` }
        const { status, headers: answered } = await send(port, { path: '/mcp', headers })
        return [status, answered['retry-after']]
      }
      const token = await issuer.issue({ claims: { aud: resource } })
      issuer.issuer.faults.apply('jwks', { kind: 'status', status: 500, times: 1 })
      expect(await statusOf(token)).toEqual([503, [expect.stringMatching(/^\d+$/u)]])
      await expect.poll(() => statusOf(token), { timeout: 9000 }).toEqual([200, undefined])
      expect(await statusOf('no token')).toEqual([401, undefined])
    })
  })
})
