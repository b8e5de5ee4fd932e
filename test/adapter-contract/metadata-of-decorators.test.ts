import { requireScopes } from '@portcullis/core'
import {
  anyOf,
  OptionalAuth,
  PortcullisModule,
  ProtectedBy,
  Public,
  Require,
  RequireScopes
} from '@portcullis/nestjs'
import { Controller, Get, Module, Post } from '@nestjs/common'
import { SubscribeMessage } from '@nestjs/websockets'
import { describe, expect, test } from 'vitest'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { createNest, listenNest, type Platform } from '../targets/nestjs-api.ts'
import { described, scopesAt } from './described-resource.ts'

describe.each<Platform>(['express', 'fastify'])('on NestJS with %s', (platform) => {
  @Controller('orders')
  @RequireScopes('read')
  class Orders {
    @Get()
    list() {
      return []
    }

    @Post()
    @Require(anyOf(requireScopes('write'), requireScopes('admin')))
    create() {
      return []
    }
  }

  @Controller()
  class Others {
    @Get('partners')
    @ProtectedBy('partners')
    @RequireScopes('partners')
    partners() {
      return []
    }

    @Get('offers')
    @OptionalAuth()
    @RequireScopes('offers')
    offers() {
      return []
    }

    @Get('health')
    @Public()
    health() {
      return []
    }
  }

  class Messages {
    @SubscribeMessage('say')
    @RequireScopes('chat')
    say() {
      return []
    }
  }

  test(verifies('P-8', 'the metadata of each resource lists the scopes of its decorators'), async () => {
    @Module({
      imports: [
        PortcullisModule.forRoot(described('/orders')),
        PortcullisModule.forRootAsync({ name: 'partners', useFactory: () => described('/partners') })
      ],
      controllers: [Orders, Others],
      providers: [Messages]
    })
    class ApiModule {}
    await withServer(listenNest(await createNest(platform, ApiModule)), async (port) => {
      expect(await scopesAt(port, '/orders')).toEqual(['named', 'read', 'write', 'admin', 'offers', 'chat'])
      expect(await scopesAt(port, '/partners')).toEqual(['named', 'partners'])
    })
  })
})
