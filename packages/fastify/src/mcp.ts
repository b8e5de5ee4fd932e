import type { ProtectedResource } from '@portcullis/core'
import { answerAsNode, EXPOSED_HEADERS, hijack, openMcp } from '@portcullis/core/adapter'
import type { CallRequirement, McpHandler, McpOptions } from '@portcullis/core/adapter'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createHook } from './create-hook.ts'
import { portcullis } from './plugin.ts'
import type { AuthHook } from './types.ts'

export { asTokenVerifier } from '@portcullis/core'
export type { AuthInfo, TokenVerifier, TokenVerifierErrors } from '@portcullis/core'
export type { CallRequirement, McpHandler, McpOptions } from '@portcullis/core/adapter'

/** Hooks and handler of the MCP endpoint: what a route of Fastify takes. */
export interface McpRoute {
  /** Authenticates, before the body is read. */
  readonly onRequest: AuthHook[]
  /** Requires the base scopes and what the call requires. */
  readonly preHandler: AuthHook
  /** Passes the request on. */
  readonly handler: (request: object, reply: object) => Promise<void>
}

/** A plugin that publishes metadata, and everything else that an MCP server needs. */
export interface McpAuth extends FastifyPluginAsync {
  /** The protected resource that decides. */
  readonly protectedResource: ProtectedResource
  /**
   * Creates hooks and handler of the MCP endpoint: `app.all('/mcp', mcp.guarded(...))`. Authenticates, then
   * requires the base scopes and what the call requires, with one refusal for all, and passes the request on,
   * with the headers that hooks have set. The SDKs find the caller in `auth` of Node's request.
   *
   * @param requirement A guard for each tool, by its name, or one guard for all requests.
   * @param handle The function that answers; its errors are logged and answered with 500.
   * @throws {ConfigurationError} For a requirement that is not a guard.
   */
  guarded(requirement: CallRequirement, handle: McpHandler<IncomingMessage, ServerResponse>): McpRoute
}

/**
 * Protects an MCP server: `const mcp = mcpAuth({ issuer, resource, scopes })`, then `await
 * app.register(mcp)`. Publishes protected resource metadata (RFC 9728), through which clients discover the
 * authorization server. The default of `audience` is the resource. Closing the application closes the
 * protected resource.
 *
 * @param options Options; without an issuer, the environment variable OAUTH_ISSUER is read.
 * @throws {ConfigurationError} For options that are missing, misspelled or contradictory.
 */
export function mcpAuth(options: McpOptions): McpAuth {
  const { protection, createGuard } = openMcp(options, { environment: process.env, choices: {} })
  const { protectedResource } = protection
  const register: FastifyPluginAsync = async (app) => {
    await app.register(portcullis, protectedResource)
    app.addHook('onClose', () => protectedResource.close())
  }
  return Object.assign(fastifyPlugin(register, { name: '@portcullis/fastify/mcp', fastify: '5.x' }), {
    protectedResource,
    guarded(requirement: CallRequirement, handle: McpHandler<IncomingMessage, ServerResponse>) {
      const guardFor = createGuard(requirement)
      const authorizeCall = (request: FastifyRequest, reply: object, done: HookHandlerDoneFunction): void =>
        createHook({ ...protection, guard: guardFor(request.method, request.body) })(request, reply, done)
      const answer = (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
        const raw = hijack(reply)
        const run = () => handle(Object.assign(request.raw, { auth: request.auth }), raw, request.body)
        return answerAsNode(raw, run, (error) => request.log.error(error))
      }
      // Fastify calls them with these; its types differ with the server and the logger of the application.
      return {
        onRequest: [expose as AuthHook, createHook(protection)],
        preHandler: authorizeCall as AuthHook,
        handler: answer as McpRoute['handler']
      }
    }
  })
}

function expose(_request: object, reply: FastifyReply, done: HookHandlerDoneFunction): void {
  const [name, value] = EXPOSED_HEADERS
  if (!reply.hasHeader(name)) void reply.header(name, value)
  done()
}
