// An MCP server on NestJS, on either platform, as a team writes it.
import 'reflect-metadata'
import { All, Controller, Inject, Module, Req, Res, type INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { PortcullisModule, RequireScopes, requireScopes } from '@portcullis/nestjs'
import { answerMcp, mcpAuth, McpEndpoint, type McpHandler } from '@portcullis/nestjs/mcp'
import type { McpRequest, McpResponse } from '@portcullis/nestjs/mcp'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** What the server is for, and what answers. */
interface Settings {
  readonly issuer: string
  readonly resource: string
  readonly handle: McpHandler<IncomingMessage, ServerResponse>
}

const SETTINGS = 'settings'

@Controller('mcp')
@RequireScopes('mcp:tools')
class McpController {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  @All()
  @McpEndpoint({ pay: requireScopes('mcp:pay') })
  answer(@Req() request: McpRequest, @Res() response: McpResponse) {
    return answerMcp(request, response, this.settings.handle)
  }
}

export function createApp(platform: 'express' | 'fastify', settings: Settings): Promise<INestApplication> {
  const { issuer, resource } = settings
  @Module({
    imports: [PortcullisModule.forRootAsync({ useFactory: () => mcpAuth({ issuer, resource }) })],
    providers: [{ provide: SETTINGS, useValue: settings }],
    controllers: [McpController]
  })
  class AppModule {}
  return platform === 'express'
    ? NestFactory.create(AppModule, new ExpressAdapter(), { logger: ['error'] })
    : NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: ['error'] })
}
