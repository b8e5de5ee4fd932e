import type { INestApplication } from '@nestjs/common'
import { ExternalContextCreator } from '@nestjs/core'
import { Auth, getProtectedResourceToken, OptionalAuth, PortcullisException } from '@portcullis/nestjs'
import { PortcullisModule, Public, RequireScopes, requireScopes } from '@portcullis/nestjs'
import type { AuthContext, ProtectedResource } from '@portcullis/nestjs'
import { createDpopClient } from '@portcullis/testing'
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { useIssuer } from './support/open-issuer.ts'
import { createApp } from './support/serve.ts'

// Calls resolvers as @nestjs/graphql does. The suite "consumers" has Apollo and Mercurius.

const issuer = useIssuer()
const publicUrl = 'https://api.example.com'

class Resolver {
  me(@Auth('subject') subject: string) {
    return subject
  }

  @RequireScopes('reports:read')
  reports() {
    return 'reports'
  }

  @OptionalAuth()
  greeting(@Auth() auth?: AuthContext) {
    return auth?.subject ?? 'stranger'
  }

  @Public()
  version(@Auth() auth?: AuthContext) {
    return auth ?? 'public'
  }
}

type Name = keyof Resolver

/** The key under which `@Auth()` and others leave what they need of a parameter. */
const PARAMETERS = '__routeArguments__'

async function start(): Promise<INestApplication> {
  const options = { ...issuer().options, publicUrl, dpop: true } as const
  const app = await createApp({ imports: [PortcullisModule.forRoot(options)], providers: [Resolver] })
  return app.init()
}

/** Calls a resolver with the context of a server; a reference of a federation has no arguments. */
function resolve(app: INestApplication, name: Name, context: object, isReference = false): Promise<unknown> {
  const resolver = app.get(Resolver)
  const creator = app.get(ExternalContextCreator, { strict: false })
  const parameters = { exchangeKeyForValue: () => null }
  const call = creator.create(
    resolver,
    Reflect.get(resolver, name) as (...args: unknown[]) => unknown,
    name,
    PARAMETERS,
    parameters,
    undefined,
    undefined,
    undefined,
    'graphql'
  )
  return isReference ? call({}, context, {}) : call({}, {}, context, {})
}

const requestOf = (headers: Record<string, string> = {}) => ({
  method: 'POST',
  url: '/graphql',
  headers,
  rawHeaders: Object.entries(headers).flat()
})

const bearer = async (claims: Record<string, unknown> = {}) => ({
  authorization: `Bearer ${await issuer().issue({ claims: { sub: 'ada', ...claims } })}`
})

/** A response of Express, or a reply of Fastify. */
function responseOf() {
  const headers: Record<string, unknown> = {}
  const never = (): never => expect.fail('the server of GraphQL writes status and body')
  return {
    headers,
    header: (name: string, value: unknown) => (headers[name] = value),
    status: never,
    send: never
  }
}

describe('a resolver of an operation over HTTP', () => {
  it('gets the caller of a valid token, public ones get none, and optional ones either', async () => {
    const app = await start()
    const context = { req: requestOf(await bearer()) }
    expect(await resolve(app, 'me', context)).toBe('ada')
    expect(await resolve(app, 'greeting', context)).toBe('ada')
    expect(await resolve(app, 'greeting', { req: requestOf() })).toBe('stranger')
    expect(await resolve(app, 'version', { req: requestOf() })).toBe('public')
  })

  it('is refused with an error of GraphQL: a code, the OAuth error, no reason and no hint', async () => {
    const app = await start()
    const codeOf = async (name: Name, headers?: Record<string, string>) => {
      const error: unknown = await resolve(app, name, { req: requestOf(headers), reply: responseOf() }).catch(
        (thrown: unknown) => thrown
      )
      return error instanceof PortcullisException && [error.message, error.extensions]
    }
    expect(await codeOf('me')).toEqual(['authentication is required', { code: 'UNAUTHENTICATED' }])
    expect(await codeOf('me', { authorization: `Bearer ${await issuer().issueBad('expired')}` })).toEqual([
      'the access token expired',
      { code: 'UNAUTHENTICATED', error: 'invalid_token' }
    ])
    expect(await codeOf('reports', await bearer())).toEqual([
      'the access token does not grant what this resource requires',
      { code: 'FORBIDDEN', error: 'insufficient_scope' }
    ])
  })

  it('has the challenge in the response of Express and the reply of Mercurius, else in the error', async () => {
    const app = await start()
    const challenge = expect.stringMatching(/^Bearer realm=/) as string
    const [express, mercurius] = [responseOf(), responseOf()]
    const thrown = [
      await resolve(app, 'me', { req: { ...requestOf(), res: express } }).catch((error: unknown) => error),
      await resolve(app, 'me', { req: requestOf(), reply: mercurius }).catch((error: unknown) => error),
      await resolve(app, 'me', { req: requestOf() }).catch((error: unknown) => error)
    ]
    const http = {
      headers: new Map<string, unknown>([['WWW-Authenticate', [challenge, expect.any(String)]]])
    }
    expect(express.headers).toMatchObject({ 'WWW-Authenticate': [challenge, expect.any(String)] })
    expect(mercurius.headers).toEqual(express.headers)
    http.headers.set('Cache-Control', 'no-store')
    const extensions = { code: 'UNAUTHENTICATED' }
    expect(thrown).toMatchObject([{ extensions }, { extensions }, { extensions: { ...extensions, http } }])
    expect(thrown.slice(0, 2).some((error) => 'http' in (error as PortcullisException).extensions)).toBe(
      false
    )
  })

  it('shares one DPoP proof with the others of the operation, and with no other operation', async () => {
    const app = await start()
    const client = await createDpopClient()
    const accessToken = await issuer().issueBound(client, { claims: { sub: 'ada' } })
    const headers = await client.headers({ url: `${publicUrl}/graphql`, method: 'POST', accessToken })
    const context = { req: requestOf(headers) }
    const names = ['me', 'greeting', 'me'] as const
    expect(await Promise.all(names.map((name) => resolve(app, name, context)))).toEqual(['ada', 'ada', 'ada'])
    await expect(resolve(app, 'me', { req: requestOf(headers) })).rejects.toThrow('DPoP proof')
  })

  it('is refused by what a handler throws, too', async () => {
    const app = await start()
    const resource = app.get<ProtectedResource>(getProtectedResourceToken())
    class Late extends Resolver {
      override me(): never {
        resource.authorize(undefined, requireScopes('late'))
        throw new Error('not reached')
      }
    }
    const late = new Late()
    const creator = app.get(ExternalContextCreator, { strict: false })
    const type = 'graphql'
    const skip = { guards: false, interceptors: true, filters: true }
    const call = creator.create(late, late.me, 'me', undefined, undefined, undefined, undefined, skip, type)
    await expect(call({}, {}, {}, {})).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } })
  })

  it('is refused if the context of the application has no request', async () => {
    const app = await start()
    await expect(resolve(app, 'me', {})).rejects.toThrow('authentication is required')
  })

  it('is admitted as a reference of a federation', async () => {
    const app = await start()
    expect(await resolve(app, 'me', { req: requestOf(await bearer()) }, true)).toBe('ada')
    await expect(resolve(app, 'me', { req: requestOf() }, true)).rejects.toThrow('authentication is required')
  })
})

describe('a resolver of an operation over a WebSocket', () => {
  const apollo = (connectionParams: object, closed: unknown[] = []) => {
    const socket = Object.assign(new EventEmitter(), { close: (...args: unknown[]) => closed.push(args) })
    return { req: { connectionParams, extra: { request: { ...requestOf(), method: 'GET' }, socket } } }
  }
  const mercurius = (_connectionInit: object, closed: unknown[] = []) => {
    const socket = Object.assign(new EventEmitter(), { destroy: () => closed.push('destroyed') })
    return { request: { raw: { ...requestOf(), method: 'GET', socket } }, reply: {}, _connectionInit }
  }

  it.each([
    ['Apollo', apollo],
    ['Mercurius', mercurius]
  ])('is admitted by the parameters of the connection, and refused without: %s', async (_name, contextOf) => {
    const app = await start()
    const { authorization } = await bearer()
    expect(await resolve(app, 'me', contextOf({ Authorization: authorization }))).toBe('ada')
    await expect(resolve(app, 'me', contextOf({}))).rejects.toMatchObject({
      extensions: { code: 'UNAUTHENTICATED' }
    })
  })

  it.each([
    ['Apollo', apollo, [4401, 'the access token expired']],
    ['Mercurius', mercurius, 'destroyed']
  ])('ends with the token, with all of the connection: %s', async (_name, contextOf, expected) => {
    const app = await start()
    const closed: unknown[] = []
    const parameters = await bearer({ exp: Math.floor(Date.now() / 1000) + 1 })
    await resolve(app, 'me', contextOf(parameters, closed))
    await expect.poll(() => closed, { timeout: 10_000 }).toEqual([expected])
  })
})
