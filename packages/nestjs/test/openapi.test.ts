import { Controller, Get, Post, SetMetadata, Version } from '@nestjs/common'
import {
  anyOf,
  ConfigurationError,
  OptionalAuth,
  PortcullisModule,
  Public,
  Require,
  RequireRoles,
  RequireScopes,
  requireRoles,
  requireScopes
} from '@portcullis/nestjs'
import { addOpenApiSecurity } from '@portcullis/nestjs/openapi'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { useIssuer } from './support/open-issuer.ts'
import { createApp } from './support/serve.ts'

const issuer = useIssuer()

class Base {
  @Get('inherited')
  inherited() {
    return []
  }
}

@Controller('orders')
@RequireScopes('orders:read')
class Orders extends Base {
  @Get()
  list() {
    return []
  }

  @Get('all')
  @RequireRoles('auditor')
  list_all() {
    return []
  }

  @Post()
  @Require(anyOf(requireScopes('orders:write'), requireRoles('clerk')))
  @SetMetadata('swagger/apiOperation', { operationId: 'createOrder' })
  create() {
    return []
  }

  @Get('versioned')
  @Version('2')
  versioned() {
    return []
  }
}

@Controller('shop')
class Shop extends Base {
  @Get('health')
  @Public()
  health() {
    return []
  }

  @Get('offers')
  @OptionalAuth()
  offers() {
    return []
  }
}

/** A document in the form of `@nestjs/swagger`, with an operation for each id. */
const documentOf = (...ids: readonly string[]) => ({
  openapi: '3.0.0',
  info: { title: 'Orders', version: '1' },
  components: { securitySchemes: { oauth2: { type: 'oauth2', flows: {} } } },
  paths: Object.fromEntries(
    ids.map((operationId) => [
      `/${operationId}`,
      { parameters: [], get: { operationId, responses: { 200: { description: 'Found' } } } }
    ])
  )
})

const start = () =>
  createApp({ imports: [PortcullisModule.forRoot(issuer().options)], controllers: [Orders, Shop] })

describe('addOpenApiSecurity', () => {
  it('adds what class and method require, and keeps the document valid', async () => {
    const app = await start()
    const written = documentOf(
      'Orders_list',
      'Orders_list_all',
      'createOrder',
      'Orders_versioned_2',
      'Orders_inherited',
      'Shop_inherited',
      'Shop_health',
      'Shop_offers'
    )
    const document = addOpenApiSecurity(written, app)
    expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true })
    const securities = Object.values(document.paths).map(({ get }) => Reflect.get(get, 'security') as unknown)
    const read = [{ oauth2: ['orders:read'] }]
    expect(securities).toEqual([
      read,
      read,
      [{ oauth2: ['orders:read', 'orders:write'] }, { oauth2: ['orders:read'] }],
      read,
      read,
      [{ oauth2: [] }],
      [],
      [{}, { oauth2: [] }]
    ])
    expect(document.paths['/Orders_list_all']?.get).toMatchObject({
      'x-requirements': [{ roles: ['auditor'] }],
      responses: { 200: { description: 'Found' }, 401: {}, 403: {}, 503: {} }
    })
    expect(Object.keys(document.paths['/Shop_health']?.get.responses ?? {})).toEqual(['200'])
    expect(written.paths['/Orders_list']?.get).not.toHaveProperty('security')
  })

  it('takes the names of the schemes, and leaves what is stated and what is not an operation', async () => {
    const app = await start()
    const document = documentOf('Orders_list')
    const paths = { '/a': { ...document.paths['/Orders_list'], summary: 'Orders', head: {} } }
    const { '/a': item } = addOpenApiSecurity({ ...document, paths }, app, { schemes: ['entra'] }).paths
    expect(item).toMatchObject({ summary: 'Orders', head: {}, parameters: [] })
    expect(Reflect.get(item.get ?? {}, 'security')).toEqual([{ entra: ['orders:read'] }])
    const stated = { get: { operationId: 'Orders_list', security: [] } }
    const kept = addOpenApiSecurity({ paths: { '/a': stated } }, app)
    expect(kept.paths['/a'].get.security).toEqual([])
  })

  it.each(['Other_list', 'Orders'])('throws for an operation that no handler has: %s', async (id) => {
    const app = await start()
    expect(() => addOpenApiSecurity(documentOf(id), app)).toThrow(ConfigurationError)
  })

  it('throws if several classes have the name', async () => {
    @Controller('others')
    class Others extends Base {}
    Object.defineProperty(Others, 'name', { value: 'Shop' })
    const imports = [PortcullisModule.forRoot(issuer().options)]
    const app = await createApp({ imports, controllers: [Shop, Others] })
    expect(() => addOpenApiSecurity(documentOf('Shop_inherited'), app)).toThrow('several classes')
  })
})
