import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { startExampleIssuer, type ExampleIssuer } from './example-issuer.ts'

describe('docs/openapi.md', () => {
  let issuer: ExampleIssuer

  beforeAll(async () => {
    issuer = await startExampleIssuer()
  })

  afterAll(() => issuer.close())

  /** The document at `/openapi.json`, which must be valid. */
  async function documentAt(port: number): Promise<{ paths: object; components: object }> {
    const { status, body } = await send(port, { path: '/openapi.json' })
    expect(status).toBe(200)
    const document: unknown = JSON.parse(body)
    expect(await new Validator().validate({ ...(document as object) })).toMatchObject({ valid: true })
    return document as { paths: object; components: object }
  }

  const components = {
    securitySchemes: {
      oauth2: {
        type: 'oauth2',
        flows: {
          authorizationCode: { tokenUrl: expect.stringMatching(/\/token$/) as string, 'x-usePkce': 'SHA-256' }
        }
      }
    }
  }

  it('shows how @fastify/swagger gets guards and endpoints', async () => {
    const { app } = await import('../../docs/snippets/openapi-fastify.ts')
    await withServer(listenFastify(app), async (port) => {
      expect(await documentAt(port)).toMatchObject({
        components,
        paths: {
          '/orders': {
            get: { security: [{ oauth2: ['read:orders'] }], responses: { 401: {}, 403: {}, 503: {} } }
          },
          '/orders/{id}': {
            delete: {
              security: [{ oauth2: ['write:orders'] }, { oauth2: [] }],
              'x-requirements': [{ scopes: ['write:orders'] }, { roles: ['support'] }]
            }
          }
        }
      })
      expect((await send(port, { path: '/orders' })).status).toBe(401)
    })
  })

  it('shows how a document for Express gets guards and endpoints', async () => {
    const { app, protectedResource } = await import('../../docs/snippets/openapi-express.ts')
    await withServer(listen(app), async (port) => {
      expect(await documentAt(port)).toMatchObject({
        components,
        paths: {
          '/orders': { get: { summary: 'List orders', security: [{ oauth2: ['read:orders'] }] } },
          '/orders/{id}': { get: { security: [{ oauth2: ['read:orders'] }] } }
        }
      })
      expect((await send(port, { path: '/orders/1' })).status).toBe(401)
    })
    await protectedResource.close()
  })
})
