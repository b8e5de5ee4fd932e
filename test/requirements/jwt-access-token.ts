import type { Requirement } from './requirement.ts'

/** The JWT profile for OAuth 2.0 access tokens. */
export const jwtAccessToken = {
  'T-1': {
    level: 'MUST',
    sentence: 'typ is at+jwt or application/at+jwt; anything else is refused.',
    sources: ['RFC 9068 §4'],
    verdict: 'followed',
    note: "profile 'rfc9068'; the default profile 'jwt' also takes a missing typ and JWT, and looks for marks of other kinds instead (J-25)"
  },
  'T-2': {
    level: 'MUST',
    sentence: 'RS256 is among the supported algorithms.',
    sources: ['RFC 9068 §2.1'],
    verdict: 'followed'
  },
  'T-3': {
    level: 'REQUIRED',
    sentence: 'The token has iss, exp, aud, sub, client_id, iat and jti, each with the right type.',
    sources: ['RFC 9068 §2.2'],
    verdict: 'followed',
    note: "profile 'rfc9068'; the default profile demands iss, aud and exp, which issuers of every kind send"
  },
  'T-4': {
    level: 'SHOULD',
    sentence: 'If encryption was agreed, a token that is not encrypted is refused.',
    sources: ['RFC 9068 §4'],
    verdict: 'notApplicable',
    reason: 'encrypted access tokens are not supported, so none can be agreed'
  },
  'T-5': {
    level: 'MUST',
    sentence: 'iss is exactly the identifier of the authorization server.',
    sources: ['RFC 9068 §4'],
    verdict: 'followed'
  },
  'T-6': {
    level: 'MUST',
    sentence: 'aud contains an identifier that this resource expects for itself.',
    sources: ['RFC 9068 §4'],
    verdict: 'followed'
  },
  'T-7': {
    level: 'MUST',
    sentence:
      'The signature is verified with the keys of the authorization server and the algorithm of the header.',
    sources: ['RFC 9068 §4'],
    verdict: 'followed'
  },
  'T-8': {
    level: 'MUST',
    sentence: 'The time is before exp, with a tolerance of no more than a few minutes.',
    sources: ['RFC 9068 §4'],
    verdict: 'followed',
    note: 'a tolerance over 300 seconds is an error at start'
  },
  'T-9': {
    level: 'MUST',
    sentence: 'If a token fails any of these checks, the error is invalid_token.',
    sources: ['RFC 9068 §4', 'RFC 6750 §3.1'],
    verdict: 'followed'
  },
  'T-10': {
    level: 'SHOULD',
    sentence: 'scope and the other authorization claims are part of the decision.',
    sources: ['RFC 9068 §4', 'RFC 9068 §2.2.3'],
    verdict: 'followed'
  },
  'T-11': {
    level: 'SHOULD',
    sentence: 'groups, roles and entitlements are the names of the claims for role-based access.',
    sources: ['RFC 9068 §2.2.3.1'],
    verdict: 'followed',
    note: 'roles is read by default, the others by rolesClaims and permissionsClaims'
  },
  'T-12': {
    level: 'MUST',
    sentence:
      'Each scope has a meaning for the resources in aud; with several of them, a scope can belong to another.',
    sources: ['RFC 9068 §2.2.3', 'RFC 9068 §5'],
    verdict: 'followed',
    note: 'a duty of the issuer; rejectMultipleAudiences refuses what it cannot promise'
  },
  'T-13': {
    level: 'DESCRIBED',
    sentence: 'Any signing key that the authorization server publishes may sign access tokens.',
    sources: ['RFC 9068 §4', 'RFC 9068 §5'],
    verdict: 'followed'
  },
  'T-14': {
    level: 'MUST',
    sentence: 'The RFC 8414 and the OpenID Connect document of one server agree.',
    sources: ['RFC 9068 §4'],
    verdict: 'notApplicable',
    reason: 'a duty of the authorization server: a protected resource reads one of the two'
  },
  'T-15': {
    level: 'MAY',
    sentence:
      'auth_time, acr and amr show how the user was authenticated, and a refresh does not change them.',
    sources: ['RFC 9068 §2.2.1'],
    verdict: 'followed',
    note: 'requireAuthentication reads them so'
  }
} as const satisfies Record<`T-${number}`, Requirement>
