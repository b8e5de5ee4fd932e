import type { Requirement } from './requirement.ts'

/** JOSE: serialisation, algorithms, keys and signatures. */
export const jose = {
  'J-1': {
    level: 'MUST',
    sentence:
      'A token is three strict base64url parts, UTF-8, with JSON objects as header and payload and a signature that verifies.',
    sources: ['RFC 7515 §5.2', 'RFC 7519 §7.2'],
    verdict: 'followed'
  },
  'J-2': {
    level: 'MUST',
    sentence: 'Only algorithms of an explicit list are tried, and alg is case-sensitive.',
    sources: ['RFC 8725 §3.1', 'RFC 8725bis §3.1'],
    verdict: 'followed'
  },
  'J-3': {
    level: 'MUST',
    sentence:
      'A key is used with one algorithm: that of its alg member, else one that its type and curve allow.',
    sources: ['RFC 8725bis §3.1', 'RFC 8725 §3.1'],
    verdict: 'followed'
  },
  'J-4': {
    level: 'MUST',
    sentence: 'The algorithm none is refused in every spelling, and so is a missing alg.',
    sources: ['RFC 9068 §4', 'RFC 8725 §3.2'],
    verdict: 'followed'
  },
  'J-5': {
    level: 'MUST',
    sentence: 'A JWE is distinguished from a JWS, and is invalid if decryption is not configured.',
    sources: ['RFC 8725bis §3.3', 'RFC 7519 §7.2'],
    verdict: 'followed'
  },
  'J-6': {
    level: 'MUST',
    sentence:
      'A token has letters, digits, hyphen, underscore and dots only; JSON serialisations are refused.',
    sources: ['RFC 8725bis §3.14'],
    verdict: 'followed'
  },
  'J-7': {
    level: 'MUST',
    sentence: 'A crit that is unknown, empty or repeated is refused, and a JWT is never b64:false.',
    sources: ['RFC 7515 §4.1.11', 'RFC 7797 §7'],
    verdict: 'followed'
  },
  'J-8': {
    level: 'MUST',
    sentence: 'If a member name is repeated, the last member is used, for every decision and by the route.',
    sources: ['RFC 7515 §4', 'RFC 7519 §4'],
    verdict: 'followed'
  },
  'J-9': {
    level: 'MUST',
    sentence:
      'Keys come from the configured authorization server: jku, x5u, jwk and x5c select and fetch nothing.',
    sources: ['RFC 9068 §4', 'RFC 8725 §3.10'],
    verdict: 'followed'
  },
  'J-10': {
    level: 'MUST',
    sentence: 'kid is untrusted: it is a bounded string, compared exactly, and used for nothing else.',
    sources: ['RFC 8725 §3.10'],
    verdict: 'followed'
  },
  'J-11': {
    level: 'SHOULD',
    sentence: 'A JWK that cannot be used is ignored; the rest of the set is used.',
    sources: ['RFC 7517 §5'],
    verdict: 'followed'
  },
  'J-12': {
    level: 'MUST',
    sentence: 'use and key_ops of a JWK are respected.',
    sources: ['RFC 7517 §4.2', 'RFC 7517 §4.3'],
    verdict: 'followed'
  },
  'J-13': {
    level: 'SHOULD',
    sentence:
      'If keys share a kid, or a token has none, the keys are selected by type and algorithm, then tried.',
    sources: ['RFC 7517 §4.5', 'FAPI 2.0 §5.4.3'],
    verdict: 'followed'
  },
  'J-14': {
    level: 'MUST',
    sentence: 'RSA keys have 2048 bits or more, and an ECDSA signature is R and S of fixed length, not DER.',
    sources: ['RFC 7518 §3.3', 'RFC 7518 §3.4'],
    verdict: 'followed'
  },
  'J-15': {
    level: 'MUST NOT',
    sentence: 'Passwords are not used as MAC keys.',
    sources: ['RFC 8725 §3.5'],
    verdict: 'followed',
    note: 'there is no HMAC at all: to configure it is an error at start'
  },
  'J-16': {
    level: 'MUST',
    sentence: 'Cryptographic inputs are validated: a point off its curve is not a key, and text is UTF-8.',
    sources: ['RFC 8725 §3.4', 'RFC 8725 §3.7'],
    verdict: 'followed'
  }
} as const satisfies Record<`J-${number}`, Requirement>
