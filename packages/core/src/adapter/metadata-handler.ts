import type { ProtectedResource } from '../protected-resource.ts'
import { fromNodeRequest } from '../request/from-node-request.ts'
import type { NodeRequest } from '../request/resource-request.ts'
import { sendAnswer, type NodeResponse } from './send-answer.ts'

/**
 * Creates middleware for hosts on `node:http` that answers requests for the metadata of a protected resource
 * (RFC 9728 section 3), for authors of adapters. Passes on every other request.
 */
export function createMetadataHandler(
  protectedResource: Pick<ProtectedResource, 'protectedResourceMetadata'>
): (request: NodeRequest, response: NodeResponse, next: () => void) => void {
  return (request, response, next) => {
    const answer = protectedResource.protectedResourceMetadata(fromNodeRequest(request))
    if (answer === undefined) next()
    else sendAnswer(response, answer)
  }
}
