import 'reflect-metadata'
import { after, before, describe, it } from 'node:test'
import { All, Controller, Module, Req, Res, type INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { PortcullisModule, RequireScopes, requireScopes } from '@portcullis/nestjs'
import { answerMcp, mcpAuth, McpEndpoint } from '@portcullis/nestjs/mcp'
import type { McpRequest, McpResponse } from '@portcullis/nestjs/mcp'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { expect } from 'expect'

const resource = 'https://mcp.example.com/mcp'
const metadata = '/.well-known/oauth-protected-resource/mcp'

let issuer: TestIssuer
before(async () => {
  issuer = await createTestIssuer()
})
after(() => issuer.close())

@Controller('mcp')
@RequireScopes('mcp:tools')
class McpController {
  @All()
  @McpEndpoint({ pay: requireScopes('mcp:pay') })
  answer(@Req() request: McpRequest, @Res() response: McpResponse) {
    return answerMcp(request, response, ({ auth }, node, body) => {
      node.end(JSON.stringify({ subject: auth.extra['sub'], body }))
    })
  }
}

async function createApp(platform: 'express' | 'fastify'): Promise<INestApplication> {
  const { audience: _, ...trusted } = issuer.options
  @Module({
    imports: [PortcullisModule.forRoot(mcpAuth({ ...trusted, resource }))],
    controllers: [McpController]
  })
  class AppModule {}
  return platform === 'express'
    ? NestFactory.create(AppModule, new ExpressAdapter(), { logger: false })
    : NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: false })
}

for (const platform of ['express', 'fastify'] as const)
  describe(`an MCP server on ${platform}`, () => {
    let app: INestApplication
    let origin: string
    before(async () => {
      app = await createApp(platform)
      await app.listen(0, '127.0.0.1')
      origin = await app.getUrl()
    })
    after(() => app.close())

    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'pay' } }
    async function pay(scope?: string): Promise<Response> {
      const headers = new Headers({ 'content-type': 'application/json' })
      if (scope !== undefined) {
        const token = await issuer.issue({ claims: { sub: 'ada', aud: resource, scope } })
        headers.set('authorization', `Bearer ${token}`)
      }
      return fetch(`${origin}/mcp`, { method: 'POST', headers, body: JSON.stringify(call) })
    }

    it('leads a client without a token to the metadata, which lists the scopes of controller and tools', async () => {
      const { status, headers } = await pay()
      const url = `https://mcp.example.com${metadata}`
      expect([status, headers.get('www-authenticate')]).toEqual([
        401,
        `Bearer realm="${resource}", scope="mcp:tools", resource_metadata="${url}"`
      ])
      expect(headers.get('access-control-expose-headers')).toBe('WWW-Authenticate, Mcp-Session-Id')
      const document: unknown = await (await fetch(`${origin}${metadata}`)).json()
      expect(document).toMatchObject({ resource, scopes_supported: ['mcp:tools', 'mcp:pay'] })
    })

    it('refuses a call without the scope of its tool with all scopes, and passes one with them on', async () => {
      const refused = await pay('mcp:tools')
      expect(refused.status).toBe(403)
      expect(refused.headers.get('www-authenticate')).toContain('scope="mcp:tools mcp:pay"')
      const passed = await pay('mcp:tools mcp:pay')
      expect(await passed.json()).toEqual({ subject: 'ada', body: call })
    })
  })
