import type { ArgumentsHost } from '@nestjs/common'
import { ofRequest, type Call } from './call.ts'
import { ofClient } from './gateways.ts'
import { ofResolver } from './resolvers.ts'

/** What handlers are called for, in each context of Nest that is known. */
const CALLS = new Map<string, (host: ArgumentsHost) => Call>([
  ['http', (host) => ofRequest(host.switchToHttp().getRequest(), host.switchToHttp().getResponse(), true)],
  ['graphql', ofResolver],
  ['ws', (host) => ofClient(host.switchToWs().getClient())]
])

/** Returns what a handler is called for; undefined in a context that is not known. */
export function callOf(host: ArgumentsHost): Call | undefined {
  return CALLS.get(host.getType())?.(host)
}
