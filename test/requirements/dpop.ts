import type { Requirement } from './requirement.ts'

/** Demonstrating proof of possession: tokens that are bound to a key of the client. */
export const dpop = {
  'D-1': {
    level: 'MUST',
    sentence: 'A request has at most one DPoP header.',
    sources: ['RFC 9449 §4.3'],
    verdict: 'followed'
  },
  'D-2': {
    level: 'MUST',
    sentence: 'The DPoP header is exactly one well-formed JWT.',
    sources: ['RFC 9449 §4.1', 'RFC 9449 §4.3'],
    verdict: 'followed'
  },
  'D-3': {
    level: 'MUST',
    sentence: 'A proof has typ, alg and jwk in its header, and jti, htm, htu, iat and ath as claims.',
    sources: ['RFC 9449 §4.2', 'RFC 9449 §4.3'],
    verdict: 'followed'
  },
  'D-4': {
    level: 'MUST',
    sentence: 'typ is dpop+jwt.',
    sources: ['RFC 9449 §4.3', 'RFC 9449 §11.5'],
    verdict: 'followed',
    note: 'compared exactly'
  },
  'D-5': {
    level: 'MUST',
    sentence: 'alg is a registered asymmetric algorithm of an allow-list, and never none.',
    sources: ['RFC 9449 §4.3', 'RFC 9449 §11.6'],
    verdict: 'followed',
    note: 'the option dpop.algorithms'
  },
  'D-6': {
    level: 'MUST',
    sentence: 'The signature verifies with the key in jwk.',
    sources: ['RFC 9449 §4.3'],
    verdict: 'followed'
  },
  'D-7': {
    level: 'MUST NOT',
    sentence: 'jwk has private or symmetric key material.',
    sources: ['RFC 9449 §4.2', 'RFC 9449 §4.3'],
    verdict: 'followed'
  },
  'D-8': {
    level: 'MUST',
    sentence: 'htm is the method of the request; case matters.',
    sources: ['RFC 9449 §4.3', 'RFC 9110 §9.1'],
    verdict: 'followed'
  },
  'D-9': {
    level: 'MUST',
    sentence: 'htu is the URI of the request; query and fragment are ignored on both sides.',
    sources: ['RFC 9449 §4.3'],
    verdict: 'followed'
  },
  'D-10': {
    level: 'SHOULD',
    sentence: 'Both URIs are normalized by syntax and by scheme before they are compared.',
    sources: ['RFC 9449 §4.3', 'RFC 3986 §6.2.2', 'RFC 3986 §6.2.3'],
    verdict: 'followed'
  },
  'D-11': {
    level: 'OURS',
    sentence:
      'The URI of the request is built from the configured public URL and the full request target, never from Host or X-Forwarded headers.',
    sources: ['RFC 9449 §4.3'],
    verdict: 'followed'
  },
  'D-12': {
    level: 'MUST',
    sentence: 'A proof is accepted only for a short time after it was created.',
    sources: ['RFC 9449 §4.3', 'RFC 9449 §11.1'],
    verdict: 'followed',
    note: '300 s by default, 60 s with the profile fapi2'
  },
  'D-13': {
    level: 'MAY',
    sentence: 'A proof whose iat is in the near future is accepted.',
    sources: ['RFC 9449 §11.1'],
    verdict: 'followed',
    note: '30 s by default, 10 s with the profile fapi2; never more than 60 s'
  },
  'D-14': {
    level: 'MUST',
    sentence: 'ath is the base64url SHA-256 digest of the access token.',
    sources: ['RFC 9449 §4.3', 'RFC 9449 §7'],
    verdict: 'followed'
  },
  'D-15': {
    level: 'MUST',
    sentence: 'The token is bound to the key of the proof: its thumbprint is cnf.jkt.',
    sources: ['RFC 9449 §4.3', 'RFC 9449 §6', 'RFC 9449 §7.1'],
    verdict: 'followed'
  },
  'D-16': {
    level: 'MUST',
    sentence: 'With the scheme DPoP, access requires a proof that passes every check.',
    sources: ['RFC 9449 §7.1'],
    verdict: 'followed'
  },
  'D-17': {
    level: 'MUST',
    sentence: 'A token that is not bound to a key is refused with the scheme DPoP.',
    sources: ['RFC 9449 §7.1', 'RFC 9449 §6'],
    verdict: 'followed'
  },
  'D-18': {
    level: 'MUST',
    sentence: 'A token that is bound to a key is refused with the scheme Bearer.',
    sources: ['RFC 9449 §7.2'],
    verdict: 'followed',
    note: 'whatever the options'
  }
} satisfies Record<string, Requirement>
