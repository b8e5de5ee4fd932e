import type { Requirement } from './requirement.ts'

/** Authorization of the Model Context Protocol, revision 2026-07-28: its servers are protected resources. */
export const mcp = {
  'C-1': {
    level: 'MUST',
    sentence: 'The server publishes protected resource metadata with at least one authorization server.',
    sources: ['MCP Authorization #authorization-server-discovery'],
    verdict: 'followed'
  },
  'C-2': {
    level: 'MUST',
    sentence: 'Clients find the metadata by resource_metadata in the 401, or at a well-known address.',
    sources: ['MCP Authorization #authorization-server-discovery'],
    verdict: 'followed',
    note: 'both: the challenge, the address with the path, and the one without if no other resource has it'
  },
  'C-3': {
    level: 'SHOULD',
    sentence: 'The 401 names the scopes that a client needs first.',
    sources: ['MCP Authorization #scope-selection-strategy'],
    verdict: 'followed'
  },
  'C-4': {
    level: 'MUST',
    sentence: 'Only tokens with this server as audience are accepted; others get 401.',
    sources: ['MCP Authorization #token-handling'],
    verdict: 'followed'
  },
  'C-5': {
    level: 'MUST NOT',
    sentence: 'The token of the client is not passed on to another server.',
    sources: ['MCP Authorization #token-handling'],
    verdict: 'notApplicable',
    reason: 'only the tools of the application send requests; docs/mcp.md says how to get a token for them'
  },
  'C-6': {
    level: 'MUST',
    sentence: 'A missing or invalid token gets 401, a missing permission 403, a malformed request 400.',
    sources: ['MCP Authorization #error-handling'],
    verdict: 'followed'
  },
  'C-7': {
    level: 'SHOULD',
    sentence: 'The 403 has error, scope and resource_metadata.',
    sources: ['MCP Authorization #scope-challenge-handling'],
    verdict: 'followed'
  },
  'C-8': {
    level: 'SHOULD',
    sentence: 'One challenge names all scopes that the operation needs.',
    sources: ['MCP Authorization #scope-challenge-handling'],
    verdict: 'followed'
  },
  'C-9': {
    level: 'MUST',
    sentence: 'A scope that includes others satisfies requirements for those others.',
    sources: ['MCP Authorization #scope-challenge-handling'],
    verdict: 'followed',
    note: 'with the option impliedScopes'
  },
  'C-10': {
    level: 'SHOULD NOT',
    sentence: 'Neither challenge nor metadata names offline_access.',
    sources: ['MCP Authorization #refresh-tokens'],
    verdict: 'followed',
    note: 'it is an error in the option metadata, and skipped in guards when the metadata is made'
  },
  'C-11': {
    level: 'SHOULD',
    sentence: 'A resource identifier with an upper-case scheme and host is accepted.',
    sources: ['MCP Authorization #canonical-server-uri'],
    verdict: 'followed',
    note: 'mcpAuth writes both in lower case at start; tokens are compared character by character'
  },
  'C-12': {
    level: 'MUST',
    sentence:
      'Every request, also within a session, has a token in its header; no token is read from the query.',
    sources: ['MCP Authorization #access-token-usage'],
    verdict: 'followed'
  }
} as const satisfies Record<string, Requirement>
