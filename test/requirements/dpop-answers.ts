import type { Requirement } from './requirement.ts'

/** DPoP: challenges, nonces, and the single use of proofs. */
export const dpopAnswers = {
  'D-19': {
    level: 'SHOULD',
    sentence: 'A 401 has a DPoP challenge with algs, the supported algorithms.',
    sources: ['RFC 9449 §7.1'],
    verdict: 'followed'
  },
  'D-20': {
    level: 'SHOULD',
    sentence:
      'A challenge has an error if a token was sent: invalid_token, invalid_dpop_proof or use_dpop_nonce.',
    sources: ['RFC 9449 §7.1'],
    verdict: 'followed'
  },
  'D-21': {
    level: 'RECOMMENDED',
    sentence:
      'If both schemes are offered, there is no error without credentials, and otherwise one in the challenge of the scheme that was used.',
    sources: ['RFC 9449 §7.2'],
    verdict: 'followed'
  },
  'D-22': {
    level: 'MUST',
    sentence: 'A proof without a valid nonce gets 401 use_dpop_nonce with one DPoP-Nonce header.',
    sources: ['RFC 9449 §9', 'RFC 9449 §8'],
    verdict: 'followed',
    note: 'with the option dpop.nonce'
  },
  'D-23': {
    level: 'MUST',
    sentence: 'Nonces are unpredictable and consist of NQCHAR characters.',
    sources: ['RFC 9449 §8', 'RFC 9449 §8.1'],
    verdict: 'followed'
  },
  'D-24': {
    level: 'MUST',
    sentence: 'A nonce must be one that this resource issued recently; a new one is sent in time.',
    sources: ['RFC 9449 §8', 'RFC 9449 §4.3'],
    verdict: 'followed'
  },
  'D-25': {
    level: 'MUST NOT',
    sentence: 'A proof without nonce is accepted after a nonce was provided.',
    sources: ['RFC 9449 §11.3'],
    verdict: 'followed',
    note: 'with the option dpop.nonce every proof needs one'
  },
  'D-26': {
    level: 'SHOULD',
    sentence: 'Answers with DPoP-Nonce are not cached.',
    sources: ['RFC 9449 §8.2'],
    verdict: 'followed',
    note: 'a handler that sets Cache-Control itself decides'
  },
  'D-27': {
    level: 'MUST NOT',
    sentence: 'A nonce of an authorization server is a nonce of a protected resource.',
    sources: ['RFC 9449 §9'],
    verdict: 'followed'
  },
  'D-28': {
    level: 'MAY',
    sentence: 'A proof is accepted once.',
    sources: ['RFC 9449 §11.1'],
    verdict: 'followed',
    note: 'always'
  },
  'D-29': {
    level: 'OURS',
    sentence:
      'A used proof is recorded until the last moment at which it would be accepted, after its signature and binding were verified.',
    sources: ['RFC 9449 §11.1'],
    verdict: 'followed'
  },
  'D-30': {
    level: 'SHOULD',
    sentence:
      'The memory of used proofs is bounded: a long jti is refused, and a full or failing store causes a 503.',
    sources: ['RFC 9449 §11.1'],
    verdict: 'followed'
  },
  'D-31': {
    level: 'MUST NOT',
    sentence: 'DPoP is used for proxies, in Proxy-Authenticate or Proxy-Authorization.',
    sources: ['RFC 9449 §7.1'],
    verdict: 'notApplicable',
    reason: 'a protected resource does not read or write these headers'
  },
  'D-32': {
    level: 'MUST',
    sentence: 'The binding of an introspected token is verified by the resource itself.',
    sources: ['RFC 9449 §6.2'],
    verdict: 'followed'
  },
  'D-33': {
    level: 'MUST',
    sentence: 'The audience of a DPoP-bound token is checked like that of any other.',
    sources: ['RFC 9449 §6'],
    verdict: 'followed'
  },
  'D-34': {
    level: 'SHOULD NOT',
    sentence: 'DPoP-bound tokens live long if no nonces are in use.',
    sources: ['RFC 9449 §11.2'],
    verdict: 'notApplicable',
    reason: 'a duty of the authorization server; portcullis doctor warns about it'
  }
} satisfies Record<string, Requirement>
