import type { AuthContext } from '@portcullis/core'
import { EXPOSED_HEADERS, openMcp, toError } from '@portcullis/core/adapter'
import type { CallRequirement, McpHandler, McpOptions } from '@portcullis/core/adapter'
import express from 'express'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createGuardMiddleware, createMiddleware } from './create-middleware.ts'
import { protectedResourceMetadata } from './metadata.ts'
import type { AuthMiddleware, Handler } from './types.ts'

export { asTokenVerifier } from '@portcullis/core'
export type { AuthInfo, TokenVerifier, TokenVerifierErrors } from '@portcullis/core'
export type { CallRequirement, McpHandler, McpOptions } from '@portcullis/core/adapter'

/** Middleware that requires a token with the base scopes, and everything else that an MCP server needs. */
export interface McpAuth extends AuthMiddleware {
  /** Answers requests for the metadata; mount it at the root: `app.use(mcp.metadata)`. */
  readonly metadata: Handler
  /**
   * Creates the handler of the MCP endpoint: authenticates, parses JSON unless a parser before it did, then
   * requires the base scopes and what the call requires, with one refusal for all, and passes the request on.
   * The SDKs find the caller in `req.auth`.
   *
   * @param requirement A guard for each tool, by its name, or one guard for all requests.
   * @param handle The function that answers; its errors go to the error handler of the application.
   * @throws {ConfigurationError} For a requirement that is not a guard.
   */
  guarded(requirement: CallRequirement, handle: McpHandler<IncomingMessage, ServerResponse>): Handler
}

/**
 * Protects an MCP server: `const mcp = mcpAuth({ issuer, resource, scopes })`. Publishes protected resource
 * metadata (RFC 9728), through which clients discover the authorization server. The default of `audience` is
 * the resource.
 *
 * @param options Options; without an issuer, the environment variable OAUTH_ISSUER is read.
 * @throws {ConfigurationError} For options that are missing, misspelled or contradictory.
 */
export function mcpAuth(options: McpOptions): McpAuth {
  const { protection, base, createGuard } = openMcp(options, { environment: process.env, choices: {} })
  const enter = createMiddleware({ ...protection, guard: base })
  return Object.assign(chain(expose, enter), {
    ...enter,
    metadata: protectedResourceMetadata(protection.protectedResource),
    guarded(requirement: CallRequirement, handle: McpHandler<IncomingMessage, ServerResponse>) {
      const guardFor = createGuard(requirement)
      const authorizeCall: Handler = (req: ParsedRequest, res, next) => {
        const guard = guardFor(req.method, req.body)
        if (guard === undefined) next()
        else createGuardMiddleware(guard)(req, res, next)
      }
      const run = async (req: ParsedRequest, res: ServerResponse): Promise<unknown> =>
        // Only admitted requests come here.
        handle(req as ParsedRequest & { auth: AuthContext }, res, req.body)
      const answer: Handler = (req, res, fail) =>
        // Express goes on after an error that is undefined, null or 'router'.
        void run(req, res).catch((error: unknown) => fail(toError(error)))
      return chain(expose, createMiddleware(protection), parseJson, authorizeCall, answer)
    }
  })
}

type ParsedRequest = IncomingMessage & { readonly body?: unknown }

/** Of any type: what the SDK would read has to be read here. */
const parseJson = express.json({ type: () => true, limit: '4mb' }) as Handler

const expose: Handler = (_req, res, next) => {
  const [name, value] = EXPOSED_HEADERS
  if (!res.hasHeader(name)) res.setHeader(name, value)
  next()
}

function chain(...handlers: Handler[]): Handler {
  return (req, res, next) => {
    const [first, ...rest] = handlers
    if (first === undefined) return next()
    first(req, res, (error) => (error === undefined ? chain(...rest)(req, res, next) : next(error)))
  }
}
