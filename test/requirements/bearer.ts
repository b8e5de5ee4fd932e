import type { Requirement } from './requirement.ts'

/** Bearer usage, the core of OAuth 2.0 and of OAuth 2.1. */
export const bearer = {
  'B-1': {
    level: 'MUST',
    sentence: 'The token is validated: not expired, meant for this resource, its scope covers the request.',
    sources: ['RFC 6749 §7', 'OAuth 2.1 §5.2'],
    verdict: 'followed'
  },
  'B-2': {
    level: 'MUST',
    sentence: 'The token is read from the Authorization header.',
    sources: ['RFC 6750 §2.1', 'OAuth 2.1 §5.1.1'],
    verdict: 'followed'
  },
  'B-3': {
    level: 'MAY',
    sentence:
      'A token in the body is read only from a form-encoded body of a method with content, never of GET; off by default.',
    sources: ['RFC 6750 §2.2', 'OAuth 2.1 §5.1.2'],
    verdict: 'followed',
    note: 'with a form parser in front; on Fastify with @fastify/formbody, and the hooks as `preHandler`'
  },
  'B-4': {
    level: 'MUST NOT',
    sentence: 'A token in the query string is ignored.',
    sources: ['OAuth 2.1 §5.1', 'FAPI 2.0 §5.3.4', 'RFC 9700 §4.3.2'],
    verdict: 'followed'
  },
  'B-5': {
    level: 'SHOULD',
    sentence: 'An answer to a token in the query string is Cache-Control: private.',
    sources: ['RFC 6750 §2.3'],
    verdict: 'notApplicable',
    reason: 'there is no mode that reads the query string, see B-4'
  },
  'B-6': {
    level: 'MUST',
    sentence:
      'WWW-Authenticate is sent when credentials are missing or do not enable access, so on 400, 401 and 403.',
    sources: ['RFC 6750 §3'],
    verdict: 'followed'
  },
  'B-7': {
    level: 'MUST',
    sentence: 'A Bearer challenge has at least one parameter.',
    sources: ['RFC 6750 §3'],
    verdict: 'followed'
  },
  'B-8': {
    level: 'MUST NOT',
    sentence: 'realm, scope, error, error_description and error_uri occur at most once each.',
    sources: ['RFC 6750 §3'],
    verdict: 'followed'
  },
  'B-9': {
    level: 'SHOULD',
    sentence: 'The answer to a request whose token was refused names the error.',
    sources: ['RFC 6750 §3'],
    verdict: 'followed'
  },
  'B-10': {
    level: 'SHOULD NOT',
    sentence: 'The answer to a request without credentials names no error, in the challenge or the body.',
    sources: ['RFC 6750 §3.1'],
    verdict: 'followed'
  },
  'B-11': {
    level: 'SHOULD',
    sentence: 'invalid_request has status 400.',
    sources: ['RFC 6750 §3.1'],
    verdict: 'followed'
  },
  'B-12': {
    level: 'SHOULD',
    sentence: 'invalid_token, for an expired, revoked, malformed or otherwise invalid token, has status 401.',
    sources: ['RFC 6750 §3.1'],
    verdict: 'followed'
  },
  'B-13': {
    level: 'SHOULD',
    sentence: 'insufficient_scope has status 403 and can name the required scope.',
    sources: ['RFC 6750 §3.1'],
    verdict: 'followed'
  },
  'B-14': {
    level: 'DESCRIBED',
    sentence:
      'The scope parameter is the whole scope that the resource requires, not the part that is missing.',
    sources: ['RFC 6750 §3', 'RFC 6750 §3.1'],
    verdict: 'followed'
  },
  'B-15': {
    level: 'MUST NOT',
    sentence:
      'error, error_description, scope and error_uri contain no quote, backslash, control or non-ASCII character.',
    sources: ['RFC 6750 §3'],
    verdict: 'followed'
  },
  'B-16': {
    level: 'MAY',
    sentence: 'error_uri is the absolute URI of a page about the error.',
    sources: ['RFC 6750 §3'],
    verdict: 'notApplicable',
    reason: 'no error_uri is sent: what a developer needs is in the event, not in the answer'
  },
  'B-17': {
    level: 'MUST',
    sentence: 'Scope tokens are separated by spaces and compared whole; case matters.',
    sources: ['RFC 6749 §3.3', 'OAuth 2.1 §1.4.1'],
    verdict: 'followed'
  },
  'B-18': {
    level: 'MUST NOT',
    sentence: 'A bearer token in a cookie is not accepted.',
    sources: ['RFC 6750 §5.3', 'OAuth 2.1 §7.1.3'],
    verdict: 'followed'
  },
  'B-19': {
    level: 'MUST',
    sentence: 'Tokens travel over TLS on every hop.',
    sources: ['RFC 6750 §5.2', 'OAuth 2.1 §1.5'],
    verdict: 'notApplicable',
    reason:
      'whether TLS ends in front of the process cannot be seen from inside it; what the process itself fetches is https (A-4, A-6)'
  },
  'B-20': {
    level: 'MUST',
    sentence: 'On every request, on each route and method, a token for another resource is refused.',
    sources: ['OAuth 2.1 §7.1.4', 'RFC 9700 §2.3'],
    verdict: 'followed'
  },
  'B-21': {
    level: 'MAY',
    sentence: 'An extension adds its own error codes.',
    sources: ['OAuth 2.1 §5.3.2'],
    verdict: 'followed',
    note: 'insufficient_user_authentication (RFC 9470) is the one there is'
  }
} as const satisfies Record<`B-${number}`, Requirement>
