import { Controller, Get } from '@nestjs/common'
import {
  OptionalAuth,
  PortcullisModule,
  ProtectedBy,
  Public,
  Require,
  RequireClaim,
  RequireRoles,
  RequireScopes
} from '@portcullis/nestjs'
import { describe, expect, it } from 'vitest'
import { useIssuer } from './support/open-issuer.ts'
import { createApp } from './support/serve.ts'

const issuer = useIssuer()

type Controllers = NonNullable<Parameters<typeof createApp>[0]['controllers']>

const start = (controllers: Controllers) =>
  createApp({ imports: [PortcullisModule.forRoot(issuer().options)], controllers })

describe('an error at start names the class and the method', () => {
  it('for a decorator without arguments', () => {
    const none = (): [string] => [] as never
    expect(() => {
      class Orders {
        @RequireScopes(...none())
        list() {
          return []
        }
      }
      return Orders
    }).toThrow('Orders.list: "requireScopes" needs one or more strings')
    expect(() => {
      @RequireRoles(...none())
      class Orders {}
      return Orders
    }).toThrow('Orders: "requireRoles" needs one or more strings')
  })

  it('for a decorator that is not a guard, and for one on a property', () => {
    class Orders {
      list() {
        return []
      }
    }
    const decorate = (decorator: ReturnType<typeof Public>, name: string, method?: object) => () =>
      decorator(Orders.prototype, name, method)
    expect(decorate(Require({ kind: 'scopes', all: ['a'] }), 'list', { value() {} })).toThrow(
      'Orders.list: "allOf" needs one or more guards'
    )
    expect(decorate(Public(), 'field')).toThrow('Orders.field: decorate a class or a method')
  })

  it('for @Public() and @OptionalAuth() in one place, and for an unknown option', () => {
    const orders = () =>
      class Orders {
        list() {
          return []
        }
      }
    const Orders = orders()
    Public()(Orders)
    expect(() => OptionalAuth()(Orders)).toThrow('Orders: is opened twice')
    expect(() => OptionalAuth(JSON.parse('{"onInvalidTokn":"refuse"}') as object)(orders())).toThrow(
      'Orders: '
    )
  })

  it.each([
    ['the method', Public(), RequireScopes('a'), undefined],
    ['the class', undefined, RequireScopes('a'), Public()],
    ['both', Public(), undefined, RequireClaim('tenant', 'acme')]
  ])('for @Public() and a guard, with %s', async (_title, first, second, ofClass) => {
    class Orders {
      list() {
        return []
      }
    }
    const method = { value: Orders.prototype.list }
    Controller('orders')(Orders)
    Get()(Orders.prototype, 'list', method)
    for (const decorator of [first, second]) decorator?.(Orders.prototype, 'list', method)
    ofClass?.(Orders)
    await expect(start([Orders])).rejects.toThrow('Orders.list: is public and has a guard')
  })

  it('for the name of a resource that no module has', async () => {
    @Controller()
    class Orders {
      @Get('orders')
      @ProtectedBy('partners')
      list() {
        return []
      }
    }
    await expect(start([Orders])).rejects.toThrow('partners: import PortcullisModule.forRoot(options)')
  })

  it('for @ProtectedBy() without a name', async () => {
    class Orders {
      list() {
        return []
      }
    }
    Controller('orders')(Orders)
    ProtectedBy(...([] as never as [string]))(Orders)
    await expect(start([Orders])).rejects.toThrow('PortcullisModule.forRoot(options)')
  })
})
