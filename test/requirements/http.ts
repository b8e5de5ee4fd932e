import type { Requirement } from './requirement.ts'

/** HTTP framework, header parsing and CORS. */
export const http = {
  'H-1': {
    level: 'MUST',
    sentence: 'The name of an authentication scheme is case-insensitive.',
    sources: ['RFC 9110 §11.1', 'OAuth 2.1 §5.1.1'],
    verdict: 'followed'
  },
  'H-2': {
    level: 'MUST',
    sentence:
      'Bearer credentials are the scheme, one or more spaces, and one token68; tabs, commas, quotes and inner spaces break the grammar.',
    sources: ['RFC 9110 §11.4', 'RFC 6750 §2.1'],
    verdict: 'followed',
    note: 'broken grammar is answered 400 invalid_request: RFC 6750 §3.1 supports 400 and 401, we choose the first'
  },
  'H-3': {
    level: 'SHOULD',
    sentence: 'A request that repeats Authorization or sends the token by two methods is an invalid_request.',
    sources: ['RFC 6750 §3.1', 'RFC 6750 §2', 'RFC 9449 §7.2'],
    verdict: 'followed'
  },
  'H-4': {
    level: 'MUST',
    sentence: 'Every 401 carries at least one challenge, whatever error path of the framework writes it.',
    sources: ['RFC 9110 §15.5.2', 'RFC 9110 §11.6.1'],
    verdict: 'followed'
  },
  'H-5': {
    level: 'SHOULD NOT',
    sentence: 'Credentials of an unsupported scheme are treated as absent, so the challenge has no error.',
    sources: ['RFC 6750 §3.1', 'RFC 9110 §11.6.1'],
    verdict: 'followed'
  },
  'H-6': {
    level: 'MUST',
    sentence: 'A parameter occurs once in a challenge; parameter names ignore case.',
    sources: ['RFC 9110 §11.2'],
    verdict: 'followed'
  },
  'H-7': {
    level: 'MUST',
    sentence: 'The realm is sent as a quoted-string, with quote and backslash escaped.',
    sources: ['RFC 9110 §11.5'],
    verdict: 'followed'
  },
  'H-8': {
    level: 'MUST',
    sentence:
      'No CR, LF, NUL or character outside ASCII is in a generated field value, and every value is quoted.',
    sources: ['RFC 9110 §5.5', 'RFC 9110 §5.6.4'],
    verdict: 'followed'
  },
  'H-9': {
    level: 'OURS',
    sentence: 'Each challenge has its own header line: a shared line is legal, but many clients misread it.',
    sources: ['RFC 9110 §11.6.1'],
    verdict: 'followed',
    note: 'one scheme is offered today, so each answer has one line'
  },
  'H-10': {
    level: 'SHOULD',
    sentence: 'Valid credentials that are not sufficient for the resource get 403.',
    sources: ['RFC 9110 §15.5.4', 'RFC 9110 §11.4'],
    verdict: 'followed'
  },
  'H-11': {
    level: 'OURS',
    sentence: 'If keys or metadata are unavailable, the answer is 503 with Retry-After, never 401.',
    sources: ['RFC 9110 §15.6.4', 'RFC 9110 §10.2.3'],
    verdict: 'followed'
  },
  'H-12': {
    level: 'MUST',
    sentence: 'HEAD is answered like GET, without content (MUST NOT) and with the same headers (SHOULD).',
    sources: ['RFC 9110 §9.3.2'],
    verdict: 'followed'
  },
  'H-13': {
    level: 'OURS',
    sentence: 'A refusal is never stored by a cache.',
    sources: ['RFC 9111 §3.5', 'RFC 9111 §5.2.2'],
    verdict: 'followed'
  },
  'H-14': {
    level: 'MUST NOT',
    sentence: 'Strict-Transport-Security is not sent over plain HTTP.',
    sources: ['RFC 6797 §7.2'],
    verdict: 'followed',
    note: 'no adapter ever sets the field'
  },
  'H-15': {
    level: 'MUST',
    sentence:
      'A well-known document lives at the root of the origin, not under the path of a mounted application.',
    sources: ['RFC 8615 §3'],
    verdict: 'followed',
    note: 'Fastify serves it at the root whatever the prefix; in Express it needs middleware at the root'
  },
  'H-16': {
    level: 'MUST',
    sentence:
      'A CORS preflight carries no credentials: CORS middleware answers it first, and nothing after the protection runs without a caller.',
    sources: ['Fetch #cors-preflight-fetch'],
    verdict: 'followed',
    note: "corsPreflight: 'pass' admits it without a caller, for applications that cannot mount CORS first"
  },
  'H-17': {
    level: 'MUST',
    sentence:
      'The wildcard of Access-Control-Allow-Headers does not cover Authorization, which has to be named.',
    sources: ['Fetch #cors-non-wildcard-request-header-name'],
    verdict: 'followed',
    note: 'the fields are those of cors and @fastify/cors, whose answer is left as it is'
  },
  'H-18': {
    level: 'OURS',
    sentence: 'Access-Control-Expose-Headers names WWW-Authenticate on success and on every refusal.',
    sources: ['RFC 9449 §7.1', 'RFC 9449 §8'],
    verdict: 'followed',
    note: 'set by cors or @fastify/cors in front; DPoP-Nonce follows with DPoP'
  },
  'H-19': {
    level: 'MUST',
    sentence: 'Refusals have the same CORS headers as successes, with Vary: Origin if the origin is echoed.',
    sources: ['RFC 10017 §6.3.3.4', 'Fetch #http-cors-protocol'],
    verdict: 'followed'
  },
  'H-20': {
    level: 'OURS',
    sentence: 'An absolute-form request target or a foreign Host changes nothing in an answer.',
    sources: ['RFC 9110 §7.1', 'RFC 9110 §7.2'],
    verdict: 'followed'
  }
} as const satisfies Record<`H-${number}`, Requirement>
