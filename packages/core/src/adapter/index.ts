// What authors of adapters need, in addition to '@portcullis/core'.
export type { Admission, AdmissionOptions } from './admission.ts'
export { createGuardFamily, type GuardFamily } from './guard-family.ts'
export { openProtectedResource, type AdapterOptions, type OpenedResource } from './open-protected-resource.ts'
export { optionalAdmission, type OptionalAdmission } from './optional-admission.ts'
export { authorize, protect, type Outcome, type Protection } from './protect.ts'
export {
  closeConnection,
  endWithToken,
  fromConnection,
  refuseMessage,
  type Connection
} from './connection.ts'
export { createMetadataHandler } from './metadata-handler.ts'
export { addMetadataRoute, type RouteHost } from './metadata-route.ts'
export { withGuard } from './with-guard.ts'
export { protectOnce } from './protect-once.ts'
export { graphqlExtensions, refusalLine } from './refusal-forms.ts'
export { createNodeOutcome, type NodeExchange } from './node-outcome.ts'
export { EXPOSED_HEADERS, openMcp, toResourceOptions } from '../mcp/open-mcp.ts'
export type { McpOptions, OpenedMcp } from '../mcp/open-mcp.ts'
export { answerAsNode, hijack } from '../mcp/mcp-handler.ts'
export type { McpHandler, McpReply, McpResponse } from '../mcp/mcp-handler.ts'
export { createCallGuard, type CallGuard, type CallRequirement, type GuardFor } from '../mcp/call-guard.ts'
export { observeScopes, type ScopedHost } from './observe-scopes.ts'
export { receiveOnNode, type NodeMessage, type NodeReceiver } from './receive-on-node.ts'
export { registerGuards } from './register-guards.ts'
export { observeGuards, withRouteGuards, type GuardedHost } from './route-guards.ts'
export { sendAnswer, setAnswerHeaders, type NodeResponse } from './send-answer.ts'
export { headersWithoutBody, type Answer, type AnswerHeaders } from '../challenge/answer.ts'
export type { EventMessage, ReceiveMessage } from '../logout/event-message.ts'
export { toError } from '../errors/to-error.ts'
export { validateEnumOptions, type EnumOptions, type EnumValues } from '../options/validate-choices.ts'
export type { Environment } from '../options/resolve-options.ts'
export { fromNodeRequest } from '../request/from-node-request.ts'
export type {
  FetchHeaders,
  NodeRequest,
  ResourceHeaders,
  ResourceRequest
} from '../request/resource-request.ts'
