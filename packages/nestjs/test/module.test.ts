import { Controller, Get, Inject, Injectable, Module } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { createTestIssuer } from '@portcullis/testing'
import {
  createProtectedResource,
  getProtectedResourceToken,
  PortcullisGuard,
  PortcullisModule,
  ProtectedBy,
  type ProtectedResource
} from '@portcullis/nestjs'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { useIssuer } from './support/open-issuer.ts'
import { createApp, serve } from './support/serve.ts'

const issuer = useIssuer()

@Controller()
class Orders {
  @Get('orders')
  list() {
    return []
  }
}

/** Two resources in one application: one for customers, one for partners. */
@Controller()
class Partners {
  @Get('partners')
  @ProtectedBy('partners')
  list() {
    return []
  }
}

@Injectable()
class Config {
  readonly oauth = issuer().options
}

@Module({ providers: [Config], exports: [Config] })
class ConfigModule {}

describe('forRoot', () => {
  it('protects with options', async () => {
    const get = await serve(
      await createApp({ imports: [PortcullisModule.forRoot(issuer().options)], controllers: [Orders] })
    )
    expect((await get('/orders')).status).toBe(401)
    expect((await get('/orders', await issuer().issue())).status).toBe(200)
  })

  it('fetches keys at start, before the first request', async () => {
    const app = await createApp({ imports: [PortcullisModule.forRoot(issuer().options)] })
    await app.init()
    const resource = app.get<ProtectedResource>(getProtectedResourceToken())
    await vi.waitFor(() => expect(resource.readiness().status).toBe('ready'), 10_000)
  })

  it('starts although the authorization server is down', async () => {
    const options = { issuer: 'http://127.0.0.1:9', audience: 'https://api.example.com' }
    const get = await serve(
      await createApp({ imports: [PortcullisModule.forRoot(options)], controllers: [Orders] })
    )
    expect((await get('/orders', await issuer().issue())).status).toBe(401)
    expect((await get('/orders')).status).toBe(401)
  })

  it('closes the resource that it created at shutdown, and leaves one open that existed before', async () => {
    const existing = createProtectedResource(issuer().options)
    onTestFinished(() => existing.close())
    const headers = { authorization: `Bearer ${await issuer().issue()}` }
    const request = { method: 'GET', url: '/', headers }
    const apps = [PortcullisModule.forRoot(issuer().options), PortcullisModule.forRoot(existing)].map(
      async (module) => {
        const app = await createApp({ imports: [module] })
        await app.init()
        const resource = app.get<ProtectedResource>(getProtectedResourceToken())
        await resource.authenticate(request)
        await app.close()
        return resource.authenticate(request).then(
          () => 'open',
          () => 'closed'
        )
      }
    )
    expect(await Promise.all(apps)).toEqual(['closed', 'open'])
  })
})

it('forRootAsync gets its options from a provider of another module', async () => {
  const module = PortcullisModule.forRootAsync({
    imports: [ConfigModule],
    inject: [Config],
    useFactory: async (config: Config) => Promise.resolve(config.oauth)
  })
  const get = await serve(await createApp({ imports: [module], controllers: [Orders] }))
  expect((await get('/orders')).status).toBe(401)
  expect((await get('/orders', await issuer().issue())).status).toBe(200)
})

it('protects each handler with the resource that it names', async () => {
  const other = await createTestIssuer({ algorithms: ['ES256'] })
  onTestFinished(() => other.close())
  const app = await createApp({
    imports: [
      PortcullisModule.forRoot(issuer().options),
      PortcullisModule.forRoot(other.options, { name: 'partners' })
    ],
    controllers: [Orders, Partners]
  })
  const get = await serve(app)
  const tokens = [await issuer().issue(), await other.issue()]
  const statuses = async (path: string) =>
    Promise.all(tokens.map(async (token) => (await get(path, token)).status))
  expect(await statuses('/orders')).toEqual([200, 401])
  expect(await statuses('/partners')).toEqual([401, 200])
})

it('injects the protected resource by its token', async () => {
  @Controller()
  class Health {
    readonly resource: ProtectedResource
    constructor(@Inject(getProtectedResourceToken()) resource: ProtectedResource) {
      this.resource = resource
    }
  }
  const app = await createApp({
    imports: [PortcullisModule.forRoot(issuer().options)],
    controllers: [Health]
  })
  expect(app.get(Health).resource.readiness()).toHaveProperty('status')
})

describe('an error at start', () => {
  const start = async (...imports: NonNullable<Parameters<typeof createApp>[0]['imports']>) => {
    const app = await createApp({ imports, controllers: [Orders] })
    await app.init()
  }

  it('for a module without options', async () => {
    await expect(start(PortcullisModule)).rejects.toThrow('import PortcullisModule.forRoot(options)')
  })

  it('for options without an issuer', async () => {
    await expect(start(PortcullisModule.forRoot())).rejects.toMatchObject({ name: 'ConfigurationError' })
    const useFactory = () => JSON.parse('null') as object as ReturnType<typeof issuer>['options']
    await expect(start(PortcullisModule.forRootAsync({ useFactory }))).rejects.toMatchObject({
      name: 'ConfigurationError'
    })
  })

  it('for two modules of one name', async () => {
    const module = (name?: string) =>
      PortcullisModule.forRoot(issuer().options, name === undefined ? {} : { name })
    await expect(start(module(), module())).rejects.toThrow('default: import PortcullisModule')
    await expect(start(module(), module('default'))).rejects.toThrow('default: import PortcullisModule')
  })

  it('for only modules with a name', async () => {
    const module = PortcullisModule.forRoot(issuer().options, { name: 'partners' })
    await expect(start(module)).rejects.toThrow('default: import PortcullisModule')
  })
})

it('has a guard that tests override', async () => {
  const testing = Test.createTestingModule({
    imports: [PortcullisModule.forRoot(issuer().options)],
    controllers: [Orders]
  })
  const overridden = testing.overrideProvider(PortcullisGuard).useValue({ canActivate: () => true })
  const app = (await overridden.compile()).createNestApplication({ logger: false })
  onTestFinished(() => app.close())
  expect((await (await serve(app))('/orders')).status).toBe(200)
})
