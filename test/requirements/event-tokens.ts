import type { Requirement } from './requirement.ts'

/** Logout tokens, and security events that are pushed. */
export const eventTokens = {
  'S-1': {
    level: 'MUST',
    sentence: 'A logout token arrives by POST, as the parameter logout_token of a form.',
    sources: ['OpenID Connect Back-Channel Logout 1.0 §2.5'],
    verdict: 'followed'
  },
  'S-2': {
    level: 'MUST',
    sentence:
      'Signature, "iss", "aud", "iat" and "exp" of a logout token are verified as those of an ID token.',
    sources: ['OpenID Connect Back-Channel Logout 1.0 §2.6'],
    verdict: 'followed'
  },
  'S-3': {
    level: 'MUST',
    sentence: 'A logout token names a user or a session, and has the logout event, an object.',
    sources: ['OpenID Connect Back-Channel Logout 1.0 §2.6'],
    verdict: 'followed'
  },
  'S-4': {
    level: 'MUST NOT',
    sentence: 'A logout token has no "nonce".',
    sources: ['OpenID Connect Back-Channel Logout 1.0 §2.6'],
    verdict: 'followed'
  },
  'S-5': {
    level: 'OPTIONAL',
    sentence: 'A logout token with a "jti" that was received recently is refused.',
    sources: ['OpenID Connect Back-Channel Logout 1.0 §2.6'],
    verdict: 'followed'
  },
  'S-6': {
    level: 'MUST',
    sentence: 'The answer to a logout token is 200, or 400 if it is invalid, and is not cached.',
    sources: ['OpenID Connect Back-Channel Logout 1.0 §2.8'],
    verdict: 'followed',
    note: 'the answer is 503 if the keys or a store are unavailable'
  },
  'S-7': {
    level: 'RECOMMENDED',
    sentence: 'A logout token has the explicit type logout+jwt.',
    sources: ['OpenID Connect Back-Channel Logout 1.0 §2.4', 'RFC 8725 §3.11'],
    verdict: 'followed'
  },
  'S-8': {
    level: 'MUST',
    sentence: 'A security event is pushed by POST, with the type application/secevent+jwt.',
    sources: ['RFC 8935 §2.1'],
    verdict: 'followed'
  },
  'S-9': {
    level: 'MUST',
    sentence: 'A valid security event gets 202 without content.',
    sources: ['RFC 8935 §2.2'],
    verdict: 'followed'
  },
  'S-10': {
    level: 'MUST',
    sentence: 'An invalid one gets 400 with JSON: "err", "description", and their language.',
    sources: ['RFC 8935 §2.3', 'RFC 8935 §2.4'],
    verdict: 'followed'
  },
  'S-11': {
    level: 'MUST',
    sentence: 'Type, issuer, audience, time, "jti", "events" and signature of a security event are verified.',
    sources: ['RFC 8417 §2.2', 'RFC 8417 §2.3'],
    verdict: 'followed'
  },
  'S-12': {
    level: 'DESCRIBED',
    sentence:
      'After session-revoked, earlier tokens of the session or the user are refused, later ones are not.',
    sources: ['CAEP 1.0 §3.1'],
    verdict: 'followed'
  },
  'S-13': {
    level: 'DESCRIBED',
    sentence: 'After credential-change, earlier tokens of the user are refused.',
    sources: ['CAEP 1.0 §3.3'],
    verdict: 'followed'
  },
  'S-14': {
    level: 'MUST',
    sentence:
      'An access token is not accepted as a logout token or security event, nor either of these as an access token.',
    sources: ['RFC 8725 §3.12', 'RFC 8417 §4.5'],
    verdict: 'followed'
  },
  'S-15': {
    level: 'OURS',
    sentence:
      'If keys or stores are unavailable, the answer is 503 with Retry-After, and the same message can be sent again.',
    sources: ['RFC 9110 §15.6.4'],
    verdict: 'followed'
  }
} as const satisfies Record<`S-${number}`, Requirement>
