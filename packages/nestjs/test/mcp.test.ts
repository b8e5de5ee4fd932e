import { All, Controller, Get, Req, Res, type INestApplication } from '@nestjs/common'
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets'
import {
  ConfigurationError,
  PortcullisModule,
  ProtectedBy,
  Public,
  RequireScopes,
  requireScopes,
  type HandlerDecorator
} from '@portcullis/nestjs'
import { answerMcp, mcpAuth, McpEndpoint } from '@portcullis/nestjs/mcp'
import type { McpHandler, McpRequest, McpResponse } from '@portcullis/nestjs/mcp'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { gatewaysOf, talk } from './support/gateways.ts'
import { useIssuer } from './support/open-issuer.ts'
import { createApp, PLATFORMS, serve } from './support/serve.ts'

const issuer = useIssuer()
const resource = 'https://mcp.example.com/mcp'
const wellKnown = '/.well-known/oauth-protected-resource'

const handle: McpHandler<IncomingMessage, ServerResponse> = ({ auth }, response) => {
  response.end(JSON.stringify({ subject: auth.extra['sub'] }))
}

@Controller('mcp')
@ProtectedBy('mcp')
@RequireScopes('mcp:tools')
class McpController {
  @All()
  @McpEndpoint({ pay: requireScopes('mcp:pay') })
  answer(@Req() request: McpRequest, @Res() response: McpResponse) {
    return answerMcp(request, response, handle)
  }
}

@Controller('orders')
class OrdersController {
  @Get()
  @RequireScopes('orders')
  list() {
    return []
  }
}

const tokenFor = (aud: string, scope: string) => issuer().issue({ claims: { sub: 'ada', aud, scope } })

const call = (name: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name } })
})

describe.each(PLATFORMS)('an MCP server next to an API of its own, on %s', (platform) => {
  const start = async (): Promise<INestApplication> => {
    const { audience: _, ...trusted } = issuer().options
    return createApp(
      {
        imports: [
          PortcullisModule.forRoot({
            ...issuer().options,
            resource: 'https://mcp.example.com/orders',
            metadata: {}
          }),
          PortcullisModule.forRootAsync({
            name: 'mcp',
            useFactory: async () => Promise.resolve(mcpAuth({ ...trusted, resource }))
          })
        ],
        controllers: [McpController, OrdersController]
      },
      platform
    )
  }

  it('has metadata and a challenge of its own, with the scopes of its controller and its tools', async () => {
    const get = await serve(await start())
    const scopesAt = async (path: string) =>
      Reflect.get(Object(JSON.parse((await get(`${wellKnown}${path}`)).body)), 'scopes_supported') as unknown
    expect(await scopesAt('/mcp')).toEqual(['mcp:tools', 'mcp:pay'])
    expect(await scopesAt('/orders')).toEqual(['orders'])
    const { status, challenge } = await get('/mcp', undefined, call('pay'))
    const url = `https://mcp.example.com${wellKnown}/mcp`
    expect([status, challenge]).toEqual([
      401,
      `Bearer realm="${resource}", scope="mcp:tools", resource_metadata="${url}"`
    ])
  })

  it('takes tokens for its resource only, and requires the scopes of the tool', async () => {
    const get = await serve(await start())
    const tokens = [
      await tokenFor(issuer().audience, 'mcp:tools mcp:pay'),
      await tokenFor(resource, 'mcp:tools'),
      await tokenFor(resource, 'mcp:tools mcp:pay')
    ]
    const answers = await Promise.all(tokens.map((token) => get('/mcp', token, call('pay'))))
    expect(answers.map(({ status }) => status)).toEqual([401, 403, 200])
    expect(answers[1]?.challenge).toContain('scope="mcp:tools mcp:pay"')
    expect(answers[2]?.body).toBe('{"subject":"ada"}')
  })
})

describe('mcpAuth', () => {
  it.each<[object, string]>([
    [{ resource, scopes: ['mcp:tools'] }, 'put @RequireScopes() on the controller'],
    [{}, 'needs "resource"']
  ])('throws a ConfigurationError for %j', (options, message) => {
    expect(() => mcpAuth(options as never)).toThrow(ConfigurationError)
    expect(() => mcpAuth(options as never)).toThrow(message)
  })
})

describe('@McpEndpoint()', () => {
  const decorate = (...decorators: readonly HandlerDecorator[]): void => {
    class Tools {
      answer(): void {}
    }
    const method = Object.getOwnPropertyDescriptor(Tools.prototype, 'answer')
    for (const decorator of decorators) decorator(Tools.prototype, 'answer', method)
  }

  it('on a class throws, since a tool of a method without it would have no guard', () => {
    expect(() => McpEndpoint()(McpController)).toThrow('McpController: decorate a method with @McpEndpoint()')
  })

  it('twice on a method throws', () => {
    expect(() => decorate(McpEndpoint(), McpEndpoint())).toThrow('Tools.answer: is an MCP endpoint twice')
  })

  it('with a value that is not a guard throws', () => {
    expect(() => McpEndpoint({ pay: 'mcp:pay' as never })).toThrow('not a guard')
  })

  it('together with @Public() is an error at start', async () => {
    @Controller()
    class Tools {
      @All()
      @Public()
      @McpEndpoint()
      answer() {
        return []
      }
    }
    const imports = [PortcullisModule.forRoot(issuer().options)]
    await expect(createApp({ imports, controllers: [Tools] })).rejects.toThrow('Tools.answer: is public')
  })

  it('on a message handler of a gateway lets no message pass', async () => {
    const seen: unknown[] = []
    @WebSocketGateway()
    class Chat {
      @SubscribeMessage('say')
      @McpEndpoint()
      say() {
        seen.push('said')
      }
    }
    const { start, bearer } = gatewaysOf(issuer)
    const { url } = await start([Chat])
    const { received } = await talk(url, await bearer(), ['say'])
    expect(received).toEqual([expect.objectContaining({ event: 'exception' })])
    expect(seen).toEqual([])
  })
})
