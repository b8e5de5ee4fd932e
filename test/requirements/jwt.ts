import type { Requirement } from './requirement.ts'

/** JWT: claims, kinds of tokens and limits. */
export const jwt = {
  'J-17': {
    level: 'MUST NOT',
    sentence: 'A token is not accepted on or after exp, except within a tolerance of at most a few minutes.',
    sources: ['RFC 7519 §4.1.4', 'RFC 9068 §4'],
    verdict: 'followed'
  },
  'J-18': {
    level: 'MUST NOT',
    sentence: 'A token is not accepted before nbf.',
    sources: ['RFC 7519 §4.1.5'],
    verdict: 'followed'
  },
  'J-19': {
    level: 'MUST',
    sentence: 'exp, nbf and iat are JSON numbers of seconds, which may have a fraction.',
    sources: ['RFC 7519 §2'],
    verdict: 'followed',
    note: 'a number of 100,000,000,000 or more can only be milliseconds, and is refused'
  },
  'J-20': {
    level: 'MUST',
    sentence: 'iss is one string, compared code point by code point without any normalisation.',
    sources: ['RFC 7519 §4.1.1', 'RFC 7519 §7.3', 'RFC 8414 §4'],
    verdict: 'followed'
  },
  'J-21': {
    level: 'MUST',
    sentence: 'aud is a string or an array of strings; one of them exactly identifies this resource.',
    sources: ['RFC 7519 §4.1.3'],
    verdict: 'followed'
  },
  'J-22': {
    level: 'MUST',
    sentence: 'Claims that are not understood are ignored.',
    sources: ['RFC 7519 §4'],
    verdict: 'followed'
  },
  'J-23': {
    level: 'MUST',
    sentence: 'The key that verifies a token belongs to the issuer that the token names.',
    sources: ['RFC 8725 §3.8'],
    verdict: 'followed'
  },
  'J-24': {
    level: 'MUST',
    sentence: 'The application can decide whether a subject is valid for it, after verification.',
    sources: ['RFC 8725 §3.8'],
    verdict: 'followed'
  },
  'J-25': {
    level: 'MUST',
    sentence: 'Other kinds of JWT from the same issuer and key are not accepted as access tokens.',
    sources: ['RFC 8725 §3.12', 'RFC 8725 §2.8'],
    verdict: 'followed'
  },
  'J-26': {
    level: 'MUST',
    sentence: 'typ without a slash gets the prefix application/, and media types are case-insensitive.',
    sources: ['RFC 7515 §4.1.9', 'RFC 8725bis §3.11'],
    verdict: 'followed'
  },
  'J-27': {
    level: 'RECOMMENDED',
    sentence: 'If JWE is supported, iterations and inflated size are limited.',
    sources: ['RFC 8725bis §3.13', 'RFC 8725bis §3.15'],
    verdict: 'notApplicable',
    reason: 'nothing is decrypted: a JWE is refused without being looked into (J-5)'
  },
  'J-28': {
    level: 'OURS',
    sentence: 'The size of a token is bounded before anything of it is parsed.',
    sources: [],
    verdict: 'followed'
  },
  'J-29': {
    level: 'MUST',
    sentence: 'The list of algorithms is configuration, not code.',
    sources: ['RFC 8725bis §3.2'],
    verdict: 'followed'
  },
  'J-30': {
    level: 'OURS',
    sentence: 'A claim, header parameter or JWK member that is null is treated as absent.',
    sources: [],
    verdict: 'followed',
    note: 'a crit that is null is refused; guards see a claim that is null'
  },
  'J-31': {
    level: 'OURS',
    sentence: 'Claims, header parameters and JWK members are own members; inherited ones are never read.',
    sources: [],
    verdict: 'followed'
  }
} as const satisfies Record<`J-${number}`, Requirement>
