import type { Requirement } from './requirement.ts'

/** Introspection, and its signed answers. */
export const introspection = {
  'I-1': {
    level: 'MUST',
    sentence:
      'An introspection request is a POST with the token in a form, and the protected resource authenticates itself.',
    sources: ['RFC 7662 §2.1'],
    verdict: 'followed',
    note: 'no token_type_hint is sent: a wrong one makes a valid token inactive at some servers'
  },
  'I-2': {
    level: 'MUST',
    sentence: 'Only the boolean true in "active" makes a token valid; the client learns no reason.',
    sources: ['RFC 7662 §2.2'],
    verdict: 'followed'
  },
  'I-3': {
    level: 'MUST',
    sentence: 'Audience, issuer, times, kind and binding in the response are checked as in a JWT.',
    sources: ['RFC 7662 §2.2', 'RFC 9068 §4'],
    verdict: 'followed'
  },
  'I-4': {
    level: 'MUST NOT',
    sentence: 'A response is not used beyond "exp", and otherwise only for a short time.',
    sources: ['RFC 7662 §4'],
    verdict: 'followed'
  },
  'I-5': {
    level: 'MUST',
    sentence: 'No cache or store contains an introspected opaque token in plaintext.',
    sources: ['RFC 9700 §4.9.3'],
    verdict: 'followed'
  },
  'I-6': {
    level: 'OURS',
    sentence:
      'If the authorization server is down, slow, or refuses our credentials, the answer is 503, not 401.',
    sources: ['RFC 9110 §15.6.4'],
    verdict: 'followed'
  },
  'I-7': {
    level: 'MUST',
    sentence: 'A signed response is requested with Accept: application/token-introspection+jwt.',
    sources: ['RFC 9701 §4'],
    verdict: 'followed'
  },
  'I-8': {
    level: 'MUST',
    sentence:
      'A signed response is verified: type, signature, issuer, audience, time; the claims are those inside.',
    sources: ['RFC 9701 §5'],
    verdict: 'followed'
  },
  'I-9': {
    level: 'MUST',
    sentence: 'A signed response is never accepted as an access token.',
    sources: ['RFC 9701 §8', 'RFC 8725 §3.12'],
    verdict: 'followed'
  }
} as const satisfies Record<`I-${number}`, Requirement>
