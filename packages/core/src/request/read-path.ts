import { readTarget } from './connection-facts.ts'
import type { ResourceRequest } from './resource-request.ts'

/**
 * Returns the path of a request for logs: as sent, without the query, which can hold secrets.
 *
 * @param request The request.
 * @returns The path; undefined if the request has no target.
 */
export function readPath(request: ResourceRequest): string | undefined {
  return readTarget(request)?.split(/[?#]/, 1)[0]
}
