import { Controller, Get, Req } from '@nestjs/common'
import {
  anyOf,
  Auth,
  OptionalAuth,
  PortcullisModule,
  Public,
  Require,
  RequireRoles,
  RequireScopes,
  requireRoles,
  requireScopes,
  type AuthContext
} from '@portcullis/nestjs'
import { describe, expect, it } from 'vitest'
import { useIssuer } from './support/open-issuer.ts'
import { createApp, PLATFORMS, serve, type Platform } from './support/serve.ts'

const issuer = useIssuer()

const tokenWith = (claims: object) => issuer().issue({ claims: { ...claims } })

async function ask(
  controllers: NonNullable<Parameters<typeof createApp>[0]['controllers']>,
  platform?: Platform
) {
  return serve(
    await createApp({ imports: [PortcullisModule.forRoot(issuer().options)], controllers }, platform)
  )
}

describe.each(PLATFORMS)('on %s', (platform) => {
  it('adds up what a class and its method require, and names all scopes in one challenge', async () => {
    @Controller()
    @RequireScopes('orders:read')
    class Orders {
      @Get('orders')
      @RequireScopes('orders:write')
      @RequireRoles('clerk')
      list() {
        return []
      }
    }
    const get = await ask([Orders], platform)
    const [one, both, all] = await Promise.all([
      get('/orders', await tokenWith({ scope: 'orders:read' })),
      get('/orders', await tokenWith({ scope: 'orders:read orders:write' })),
      get('/orders', await tokenWith({ scope: 'orders:read orders:write', roles: ['clerk'] }))
    ])
    expect([one.status, both.status, all.status]).toEqual([403, 403, 200])
    expect(one.challenge).toContain('scope="orders:read orders:write"')
  })

  it('passes the caller, or one member, to parameters', async () => {
    @Controller()
    class Me {
      @Get('whole')
      whole(@Auth() auth: AuthContext) {
        return { subject: auth.subject }
      }

      @Get('member')
      member(@Auth('subject') subject: string) {
        return { subject }
      }

      @Get('request')
      request(@Req() { auth }: { auth: AuthContext }) {
        return { subject: auth.subject }
      }

      @Get('public')
      @Public()
      public(@Auth() auth?: AuthContext, @Auth('subject') subject?: string) {
        return { auth: auth ?? null, subject: subject ?? null }
      }
    }
    const get = await ask([Me], platform)
    const token = await issuer().issue({ claims: { sub: 'alice' } })
    for (const path of ['/whole', '/member', '/request'])
      expect((await get(path, token)).body, path).toBe('{"subject":"alice"}')
    expect((await get('/public', token)).body).toBe('{"auth":null,"subject":null}')
  })
})

it('requires any guard of the core', async () => {
  @Controller()
  class Reports {
    @Get('reports')
    @Require(anyOf(requireRoles('auditor'), requireScopes('reports:read')))
    list() {
      return []
    }
  }
  const get = await ask([Reports])
  expect((await get('/reports', await tokenWith({ roles: ['auditor'] }))).status).toBe(200)
  expect((await get('/reports', await tokenWith({ scope: 'reports:read' }))).status).toBe(200)
  expect((await get('/reports', await tokenWith({ scope: 'reports' }))).status).toBe(403)
})

it('lets a public or optional method win over its class', async () => {
  @Controller()
  @OptionalAuth()
  class Mixed {
    @Get('optional')
    optional(@Auth() auth?: AuthContext) {
      return { subject: auth?.subject ?? null }
    }

    @Get('public')
    @Public()
    public() {
      return {}
    }
  }
  const get = await ask([Mixed])
  expect((await get('/optional')).body).toBe('{"subject":null}')
  expect((await get('/optional', 'invalid')).status).toBe(401)
  expect((await get('/public', 'invalid')).status).toBe(200)
})

it('refuses an anonymous caller on an optional route with a guard', async () => {
  @Controller()
  class Optional {
    @Get('optional')
    @OptionalAuth()
    @RequireScopes('read')
    read() {
      return {}
    }
  }
  expect((await (await ask([Optional]))('/optional')).status).toBe(401)
})
