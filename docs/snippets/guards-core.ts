import {
  allOf,
  anyOf,
  createProtectedResource,
  requireAuthentication,
  requirePermissions,
  requireRoles,
  requireScopes,
  type AuthContext,
  type ResourceRequest
} from '@portcullis/core'

const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com'
})

// #region guards
export const guards = {
  list: requireScopes('read:messages'),
  clear: allOf(requireScopes('write:messages'), requireRoles('editor')),
  export: anyOf(requireRoles('auditor'), requirePermissions('export')),
  pay: requireAuthentication({ acr: 'gold', maxAgeSeconds: 300 })
}

export async function callerOf(
  request: ResourceRequest,
  operation: keyof typeof guards
): Promise<AuthContext> {
  const context = await api.authenticate(request)
  api.authorize(context, guards[operation]) // throws if the token does not satisfy the guard
  return context
}
// #endregion
