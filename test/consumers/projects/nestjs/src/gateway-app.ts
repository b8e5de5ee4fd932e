import { Module, type INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { WsAdapter } from '@nestjs/platform-ws'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets'
import { Auth, PortcullisModule, RequireScopes } from '@portcullis/nestjs'
import type { AuthContext, ProtectedResourceOptions } from '@portcullis/nestjs'

/** What gateways saw: nothing of it may come from a client that is not admitted. */
export const seen: string[] = []

// #region gateway
@WebSocketGateway()
export class ChatGateway {
  // Called for admitted clients only.
  handleConnection(client: { auth?: AuthContext }) {
    seen.push(`connected ${client.auth?.subject}`)
  }

  @SubscribeMessage('say')
  say(@MessageBody() text: string, @Auth('subject') subject: string) {
    seen.push(`${subject} says ${text}`)
    return { event: 'said', data: `${subject}: ${text}` }
  }

  @SubscribeMessage('ban')
  @RequireScopes('chat:moderate')
  ban(@MessageBody() user: string) {
    seen.push(`banned ${user}`)
    return { event: 'banned', data: user }
  }
}
// #endregion

/** A gateway that needs a scope from the handshake on, and has no `handleConnection`. */
@WebSocketGateway({ path: '/moderators' })
@RequireScopes('chat:moderate')
export class ModeratorGateway {
  @SubscribeMessage('say')
  say(@MessageBody() text: string) {
    seen.push(`moderator says ${text}`)
    return { event: 'said', data: text }
  }
}

export type Library = 'ws' | 'socket.io'

/** Starts an API with gateways, and returns its port. */
export async function startGateways(
  library: Library,
  platform: 'express' | 'fastify',
  options: ProtectedResourceOptions
): Promise<{ app: INestApplication; port: number }> {
  const providers = library === 'ws' ? [ChatGateway, ModeratorGateway] : [ChatGateway]
  @Module({ imports: [PortcullisModule.forRoot(options)], providers })
  class ApiModule {}
  const adapter = platform === 'express' ? new ExpressAdapter() : new FastifyAdapter()
  const app = await NestFactory.create(ApiModule, adapter, { logger: false, abortOnError: false })
  app.useWebSocketAdapter(library === 'ws' ? new WsAdapter(app) : new IoAdapter(app))
  await app.listen(0, '127.0.0.1')
  return { app, port: Number(new URL(await app.getUrl()).port) }
}
