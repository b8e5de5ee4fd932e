import type { Requirement } from './requirement.ts'

/** Metadata of the protected resource. */
export const resourceMetadata = {
  'P-1': {
    level: 'MUST',
    sentence:
      'The document is at the well-known path, inserted between the host and the path and query of the identifier.',
    sources: ['RFC 9728 §3', 'RFC 9728 §3.1'],
    verdict: 'followed'
  },
  'P-2': {
    level: 'MUST',
    sentence: 'The document is read with GET; a slash directly after the host is dropped before insertion.',
    sources: ['RFC 9728 §3.1'],
    verdict: 'followed'
  },
  'P-3': {
    level: 'MUST',
    sentence:
      'The answer is a 200 with application/json; lists are arrays, and members without a value are omitted.',
    sources: ['RFC 9728 §3.2'],
    verdict: 'followed'
  },
  'P-4': {
    level: 'MUST',
    sentence: 'The resource member is identical to the identifier that the URL was made from.',
    sources: ['RFC 9728 §2', 'RFC 9728 §3.3'],
    verdict: 'followed'
  },
  'P-5': {
    level: 'MUST',
    sentence: 'The identifier is an https URL without fragment.',
    sources: ['RFC 9728 §1.2'],
    verdict: 'followed',
    note: 'else a ConfigurationError at start; http is accepted on the loopback interface'
  },
  'P-6': {
    level: 'OPTIONAL',
    sentence: 'The authorization servers are the issuers that the resource trusts, and no others.',
    sources: ['RFC 9728 §2'],
    verdict: 'followed',
    note: 'omitted if a function decides on the issuers; an issuer that is not a URL is not listed'
  },
  'P-7': {
    level: 'OPTIONAL',
    sentence: 'A jwks_uri names keys of the resource, never those of the authorization server.',
    sources: ['RFC 9728 §2'],
    verdict: 'followed',
    note: 'the member is never sent, since Portcullis has no keys of its own'
  },
  'P-8': {
    level: 'RECOMMENDED',
    sentence: 'The document lists the scopes that clients request for this resource.',
    sources: ['RFC 9728 §2'],
    verdict: 'followed',
    note: 'those of metadata.scopes and of guards that are known for the resource; never offline_access'
  },
  'P-9': {
    level: 'OPTIONAL',
    sentence: 'The methods of sending a bearer token are those that are accepted, never the query.',
    sources: ['RFC 9728 §2'],
    verdict: 'followed'
  },
  'P-10': {
    level: 'OPTIONAL',
    sentence: 'The members about DPoP and certificate-bound tokens say what the resource does.',
    sources: ['RFC 9728 §2'],
    verdict: 'followed',
    note: 'authorization_details_types_supported is never sent'
  },
  'P-11': {
    level: 'MAY',
    sentence: 'Challenges of 401, Bearer and DPoP, name the URL of the document in resource_metadata.',
    sources: ['RFC 9728 §5.1'],
    verdict: 'followed',
    note: '403 as well; a 400 does not name it'
  },
  'P-12': {
    level: 'MUST',
    sentence: 'A client that follows resource_metadata compares the resource with the URL that it requested.',
    sources: ['RFC 9728 §3.3'],
    verdict: 'followed',
    note: 'by the client; several protected resources in one process each have a document of their own'
  },
  'P-13': {
    level: 'MAY',
    sentence: 'Clients see changed metadata soon.',
    sources: ['RFC 9728 §5.2'],
    verdict: 'followed',
    note: 'Cache-Control: max-age=60'
  },
  'P-14': {
    level: 'MUST',
    sentence: 'The document is sent over TLS with a certificate that is valid for the resource.',
    sources: ['RFC 9728 §7.1', 'RFC 9728 §7.3'],
    verdict: 'notApplicable',
    reason: 'TLS belongs to the server or the proxy in front of the application'
  },
  'P-15': {
    level: 'OURS',
    sentence:
      'The URL in challenges and the resource come from the options, not from Host or X-Forwarded headers.',
    sources: ['RFC 9728 §7.3', 'RFC 9728 §7.7'],
    verdict: 'followed'
  },
  'P-16': {
    level: 'OURS',
    sentence: 'The document is public: no token, CORS for every origin, and only GET, HEAD and OPTIONS.',
    sources: [],
    verdict: 'followed'
  },
  'P-17': {
    level: 'MAY',
    sentence: 'Metadata can be signed as a whole in signed_metadata.',
    sources: ['RFC 9728 §2.2'],
    verdict: 'notFollowed',
    reason: 'not offered: TLS protects the document'
  }
} as const satisfies Record<`P-${number}`, Requirement>
