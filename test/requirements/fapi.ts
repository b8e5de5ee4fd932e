import type { Requirement } from './requirement.ts'

/** The FAPI 2.0 Security Profile, as far as it concerns a protected resource. */
export const fapi = {
  'F-1': {
    level: 'MUST',
    sentence: 'Tokens are accepted in the Authorization header.',
    sources: ['FAPI 2.0 §5.3.4'],
    verdict: 'followed'
  },
  'F-2': {
    level: 'MUST NOT',
    sentence: 'Tokens are accepted in the query string.',
    sources: ['FAPI 2.0 §5.3.4'],
    verdict: 'followed'
  },
  'F-3': {
    level: 'MUST',
    sentence: 'Validity, integrity, expiration and revocation status are verified.',
    sources: ['FAPI 2.0 §5.3.4'],
    verdict: 'followed',
    note: 'revocation by the option isRevoked or revoke(); without them, by short lifetimes'
  },
  'F-4': {
    level: 'MUST',
    sentence: 'The authorization of the token is sufficient, and errors are those of RFC 6750.',
    sources: ['FAPI 2.0 §5.3.4'],
    verdict: 'followed'
  },
  'F-5': {
    level: 'MUST',
    sentence: 'Only sender-constrained tokens are accepted.',
    sources: ['FAPI 2.0 §5.3.4'],
    verdict: 'followed',
    note: 'with the profile fapi2'
  },
  'F-6': {
    level: 'MUST',
    sentence: 'Only PS256, ES256 and EdDSA with Ed25519 are accepted; RSA keys have at least 2048 bits.',
    sources: ['FAPI 2.0 §5.4.1'],
    verdict: 'followed',
    note: 'with the profile fapi2'
  },
  'F-7': {
    level: 'MUST',
    sentence: 'Keys with the same kid are distinguished by kty, use, alg and crv.',
    sources: ['FAPI 2.0 §5.4.3'],
    verdict: 'followed'
  },
  'F-8': {
    level: 'OURS',
    sentence: 'An iat or nbf up to 10 s ahead is accepted, one more than 60 s ahead refused.',
    sources: ['FAPI 2.0 §5.3.2.1'],
    verdict: 'followed',
    note: 'with the profile fapi2'
  },
  'F-9': {
    level: 'MUST',
    sentence: 'TLS 1.2 or later is used, as BCP 195 recommends.',
    sources: ['FAPI 2.0 §5.2.1'],
    verdict: 'notApplicable',
    reason: 'the TLS server belongs to the application or to a proxy'
  },
  'F-10': {
    level: 'MUST',
    sentence: 'With FAPI 2.0 Message Signing, introspection responses are signed.',
    sources: ['RFC 9701 §5'],
    verdict: 'followed',
    note: 'with the option introspection.signed'
  },
  'F-11': {
    level: 'MUST',
    sentence: 'With FAPI 2.0 HTTP Signatures, requests are signed.',
    sources: ['FAPI 2.0 §5.3.4'],
    verdict: 'notApplicable',
    reason: 'a draft, and not supported'
  }
} satisfies Record<string, Requirement>
