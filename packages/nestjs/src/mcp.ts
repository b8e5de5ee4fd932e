import { ConfigurationError, type AuthContext, type ProtectedResourceOptions } from '@portcullis/core'
import { answerAsNode, createCallGuard, EXPOSED_HEADERS, hijack } from '@portcullis/core/adapter'
import { toResourceOptions, type CallRequirement, type Protection } from '@portcullis/core/adapter'
import type { McpHandler, McpOptions, McpReply } from '@portcullis/core/adapter'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { logger, type Call } from './contexts/call.ts'
import type { HandlerDecorator } from './decorators.ts'
import { addGuards, CALLS, mistake, reflector, type Handler } from './policy.ts'

export { asTokenVerifier } from '@portcullis/core'
export type { AuthInfo, TokenVerifier, TokenVerifierErrors } from '@portcullis/core'
export type { CallRequirement, McpHandler, McpOptions } from '@portcullis/core/adapter'

/**
 * Creates the options of the protected resource of an MCP server: `PortcullisModule.forRoot(mcpAuth({ issuer,
 * resource }))`, or what `useFactory` of `forRootAsync` returns. Publishes protected resource metadata (RFC
 * 9728), through which clients discover the authorization server. The default of `audience` is the resource.
 * Options of Nest come from providers and its guards from decorators, so the base scopes are not among these
 * options: `@RequireScopes()` on the controller requires them.
 *
 * @param options Options; without an issuer, the module reads the environment variable OAUTH_ISSUER.
 * @throws {ConfigurationError} Without `resource`, and for `scopes`.
 */
export function mcpAuth(options: Omit<McpOptions, 'scopes'>): ProtectedResourceOptions {
  if (Object.hasOwn(options, 'scopes')) throw new ConfigurationError('scopes', HINT_SCOPES)
  return toResourceOptions(options)
}

/**
 * Marks the method that answers MCP clients: `@McpEndpoint({ pay: requireScopes('mcp:pay') })`. A call then
 * needs what the decorators of class and method require, and the guards of its tools. One refusal names the
 * scopes of all. A 401 names those of the decorators only. Pages of other origins can read the challenge and
 * the session.
 *
 * @param requirement A guard for each tool, by its name, or one guard for all requests.
 * @throws {ConfigurationError} For a requirement that is not a guard, on a class, and twice on a method.
 */
export function McpEndpoint(requirement: CallRequirement = {}): HandlerDecorator {
  const { guardFor } = createCallGuard([], requirement)
  const protectionFor = (call: Call, given: Protection): Protection => {
    const { isHttp, response } = call
    if (isHttp !== true || response === undefined) throw new ConfigurationError('McpEndpoint', NOT_HTTP)
    const [header, value] = EXPOSED_HEADERS
    if (response.getHeader(header) === undefined) response.header(header, value)
    const { method, body } = call.request()
    return { ...given, guard: addGuards(given.guard, guardFor(method, body)), challengeFor: given.guard }
  }
  // Without a body that was read, it could be any call.
  const demand = Object.assign(protectionFor, { guard: guardFor('POST', undefined) })
  return (target, name, method) => {
    const handler = method?.value as Handler | undefined
    if (handler === undefined) throw mistake('decorate a method with @McpEndpoint()', target, name)
    if (reflector.get(CALLS, handler)) throw mistake('is an MCP endpoint twice', target, name)
    CALLS(demand)(handler)
  }
}

/** A request of Express, or of Fastify. */
export type McpRequest = FastifyLike | (IncomingMessage & Pick<FastifyLike, 'body'>)

interface FastifyLike {
  /** The body that Nest has parsed. */
  readonly body?: unknown
  /** The request of Node.js. */
  readonly raw: IncomingMessage
}

/** A response of Express, or a reply of Fastify. */
export type McpResponse = ServerResponse | McpReply<ServerResponse>

/**
 * Passes a request on to the function that answers MCP clients, on Express and Fastify: `answer(@Req()
 * request: McpRequest, @Res() response: McpResponse) { return answerMcp(request, response, handle) }`.
 * Headers that are set already go out with the answer. The SDKs find the caller in `auth`.
 *
 * @param request The request, whose body Nest has parsed.
 * @param response The response of Express, or the reply of Fastify.
 * @param handle The function that answers; its errors are logged and answered with 500.
 */
export function answerMcp(
  request: McpRequest,
  response: McpResponse,
  handle: McpHandler<IncomingMessage, ServerResponse>
): Promise<void> {
  const node = 'raw' in request ? request.raw : request
  const raw = 'raw' in response ? hijack(response) : response
  // Only admitted requests come here.
  const run = (): unknown => handle(node as IncomingMessage & { auth: AuthContext }, raw, request.body)
  return answerAsNode(raw, run, (error) => logger.error(error))
}

const NOT_HTTP = '@McpEndpoint() is for requests over HTTP'
const HINT_SCOPES =
  'mcpAuth() takes no "scopes" in NestJS: put @RequireScopes() on the controller, which requires them and names them to clients'
