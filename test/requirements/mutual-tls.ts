import type { Requirement } from './requirement.ts'

/** Tokens that are bound to a certificate of the client. */
export const mutualTls = {
  'M-1': {
    level: 'MUST',
    sentence:
      'The certificate of the TLS connection is the one that the token is bound to; any other causes a 401 invalid_token.',
    sources: ['RFC 8705 §3'],
    verdict: 'followed'
  },
  'M-2': {
    level: 'MUST',
    sentence: 'x5t#S256 is the unpadded base64url SHA-256 digest of the certificate in DER.',
    sources: ['RFC 8705 §3.1'],
    verdict: 'followed'
  },
  'M-3': {
    level: 'MUST',
    sentence: 'A certificate-bound token without a certificate is refused.',
    sources: ['RFC 8705 §3'],
    verdict: 'followed'
  },
  'M-4': {
    level: 'MUST',
    sentence: 'The binding of an introspected token is verified in the same way.',
    sources: ['RFC 8705 §3.2'],
    verdict: 'followed'
  },
  'M-5': {
    level: 'MUST',
    sentence:
      'A certificate in a header is used only if it comes from a proxy that removes the header from other requests; off by default.',
    sources: ['RFC 9440 §4', 'RFC 9700 §4.13'],
    verdict: 'followed'
  },
  'M-6': {
    level: 'OURS',
    sentence: 'A token with a cnf that cannot be verified is refused.',
    sources: ['RFC 7800 §3.1'],
    verdict: 'followed',
    note: 'RFC 7800 allows to ignore it'
  },
  'M-7': {
    level: 'OURS',
    sentence: 'If a token is bound to a key and a certificate, both are verified.',
    sources: [],
    verdict: 'followed'
  },
  'M-8': {
    level: 'OPTIONAL',
    sentence: 'Protected resource metadata says whether tokens are bound to certificates.',
    sources: ['RFC 8705 §3.3'],
    verdict: 'followed',
    note: 'with the option metadata'
  }
} satisfies Record<string, Requirement>
