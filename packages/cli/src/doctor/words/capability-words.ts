import type { CheckWords } from '../../words/phrase.ts'

/** Words for the checks of what the API needs. */
export const CAPABILITY_WORDS: CheckWords = {
  'X-43': {
    listed: 'all listed',
    not_published: 'the server lists no scopes → Check that it knows those of the API.',
    not_listed: 'not listed: {scopes} → Check that they exist at the server; the list can be incomplete.'
  },
  'X-44': {
    not_published: 'the server lists no APIs',
    listed: 'listed',
    not_listed: '{resource} is not listed → Register the API at the server as a resource.',
    lists_disagree:
      'the API’s own name, {resource}, is not listed → Register the API at the server under this name.'
  },
  'X-45': {
    announced: '{algorithms}',
    not_announced: 'not announced → The API requires DPoP. Enable it at the server.',
    none_in_common: 'server: {announced}; API: {accepted} → No algorithm in common. Add ES256 to both.',
    symmetric: 'lists {algorithms} → Proofs are signed only with asymmetric keys.',
    no_es256: 'ES256 is not among them → Most clients use it.'
  },
  'X-46': {
    announced: 'announced',
    not_announced: 'not announced → The API requires certificate-bound tokens. Enable them at the server.',
    plain_aliases:
      'on plain http: {members} → Clients present certificates over TLS only. Correct the host name of the server.',
    no_aliases:
      'no endpoint addresses for it → Clients can need other hosts with certificates; publish "mtls_endpoint_aliases".'
  },
  'X-47': {
    not_required: 'not required',
    required: 'required → Only clients that push their requests (PAR) can sign people in.',
    optional: 'possible, not required → FAPI 2.0 requires them.'
  },
  'X-48': {
    present: '{members}',
    none: 'no revocation endpoint → A stolen token works until it expires: keep lifetimes short.'
  },
  'X-49': {
    listed: 'all listed',
    not_published: 'the server lists no types → Check that it knows those of the API.',
    not_listed: 'not listed: {types} → Requests with them fail with invalid_authorization_details.'
  },
  'X-50': {
    metadata_documents: 'by client ID metadata documents',
    dynamic_only: 'only by dynamic registration → MCP deprecates it; enable client ID metadata documents.',
    none: 'only manually → MCP clients need a client id from you.'
  }
}
