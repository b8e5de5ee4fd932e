import type { Requirement } from './requirement.ts'

/** Metadata and keys of the authorization server, as a protected resource consumes them. */
export const authorizationServer = {
  'A-1': {
    level: 'MUST',
    sentence: 'The RFC 8414 well-known path goes between host and path, after a final slash is removed.',
    sources: ['RFC 8414 §3.1', 'RFC 8414 §3'],
    verdict: 'followed'
  },
  'A-2': {
    level: 'MUST',
    sentence: 'The OpenID Connect well-known path is appended, after a final slash is removed.',
    sources: ['OpenID Connect Discovery 1.0 §4', 'OpenID Connect Discovery 1.0 §4.1'],
    verdict: 'followed'
  },
  'A-3': {
    level: 'MUST',
    sentence: 'Metadata is used only if its issuer is identical to the one that its address was made from.',
    sources: ['RFC 8414 §3.3', 'OpenID Connect Discovery 1.0 §4.3'],
    verdict: 'followed'
  },
  'A-4': {
    level: 'MUST',
    sentence: 'An issuer is an https URL without query and fragment, and jwks_uri is https.',
    sources: ['RFC 8414 §2'],
    verdict: 'followed',
    note: 'loopback may be http, for development and tests'
  },
  'A-5': {
    level: 'MUST',
    sentence: 'Metadata is a 200 with a JSON object, whose unknown members are ignored.',
    sources: ['RFC 8414 §3.2'],
    verdict: 'followed',
    note: 'anything else makes the next spelling of the address be tried, then 503'
  },
  'A-6': {
    level: 'MUST',
    sentence: 'The TLS certificate of the authorization server is checked.',
    sources: ['RFC 8414 §6.1'],
    verdict: 'followed'
  },
  'A-7': {
    level: 'OPTIONAL',
    sentence: 'jwks_uri may be absent: a fault of the configuration, not of each token.',
    sources: ['RFC 8414 §2'],
    verdict: 'followed'
  },
  'A-8': {
    level: 'OURS',
    sentence:
      'Nothing is fetched for an issuer that is not trusted: iss is looked up before any network access.',
    sources: ['RFC 8725 §3.8', 'RFC 8725 §3.10'],
    verdict: 'followed'
  },
  'A-9': {
    level: 'SHOULD',
    sentence:
      'An unknown kid causes the keys to be fetched again, within limits, so a rotation needs no restart.',
    sources: ['OpenID Connect Core 1.0 §10.1.1'],
    verdict: 'followed'
  },
  'A-10': {
    level: 'OURS',
    sentence:
      'A failed fetch causes a 503; cached keys stay in use for a bounded time, and retries back off.',
    sources: ['RFC 9110 §15.6.4'],
    verdict: 'followed'
  },
  'A-11': {
    level: 'OURS',
    sentence: 'Fetches have a timeout and a size limit, follow no redirects and accept only JSON.',
    sources: [],
    verdict: 'followed'
  },
  'A-12': {
    level: 'MAY',
    sentence: 'signed_metadata may be ignored by a consumer that does not support it.',
    sources: ['RFC 8414 §2.1'],
    verdict: 'followed',
    note: 'it is ignored'
  },
  'A-13': {
    level: 'OURS',
    sentence: 'ID token algorithms in metadata do not apply to access tokens.',
    sources: [],
    verdict: 'followed'
  },
  'A-14': {
    level: 'OURS',
    sentence: 'Concurrent first requests share one fetch.',
    sources: [],
    verdict: 'followed'
  }
} as const satisfies Record<`A-${number}`, Requirement>
