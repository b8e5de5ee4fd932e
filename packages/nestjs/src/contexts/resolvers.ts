import type { ArgumentsHost } from '@nestjs/common'
import type { ModulesContainer } from '@nestjs/core'
import type { NodeRequest } from '@portcullis/core'
import { fromConnection, type Connection } from '@portcullis/core/adapter'
import { ofRequest, type Call, type PlatformRequest, type PlatformResponse } from './call.ts'

/** Apollo has the connection of a subscription in `req`; Mercurius has the request of its handshake. */
interface ResolverContext {
  readonly req?: PlatformRequest & {
    readonly extra?: { readonly request: NodeRequest; readonly socket: Connection }
    readonly connectionParams?: unknown
  }
  readonly request?: { readonly raw: NodeRequest & { readonly socket: Connection } }
  readonly reply?: PlatformResponse
  readonly _connectionInit?: unknown
}

/** Returns what a resolver is called for: an operation over HTTP, or one over a WebSocket. */
export function ofResolver(host: ArgumentsHost): Call {
  const args = host.getArgs<ResolverContext[]>()
  // A reference of a federation has no arguments: its context comes second.
  const { req, request, reply, _connectionInit } = args[args.length === 3 ? 1 : 2] ?? {}
  if (req?.extra !== undefined) {
    const { connectionParams, extra } = req
    return {
      subject: req,
      request: () => fromConnection(extra.request, connectionParams),
      socket: extra.socket
    }
  }
  if (req !== undefined) return ofRequest(req, reply ?? req.res)
  const raw = request?.raw
  return { subject: request ?? {}, request: () => fromConnection(raw, _connectionInit), socket: raw?.socket }
}

/** Returns whether Nest runs guards for a handler: for fields of GraphQL, the options of its module decide. */
export function isGuarded(method: object, modules: ModulesContainer): boolean {
  const isField = FIELDS.some((key) => Reflect.hasMetadata(key, method))
  if (!isField) return true
  return [...modules.values()].every(({ providers }) => {
    const options = providers.get('GqlModuleOptions')?.instance as { fieldResolverEnhancers?: string[] }
    return options === undefined || options.fieldResolverEnhancers?.includes('guards')
  })
}

const FIELDS = ['graphql:resolve_property', 'graphql:resolve_reference']

/** What to do if it does not. */
export const FIELD_GUARDS =
  "Nest runs no guards for it: set fieldResolverEnhancers: ['guards'] in the options of GraphQLModule"
