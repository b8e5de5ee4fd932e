import type { CheckWords } from './phrase.ts'

/** Words for the checks of capabilities against needs. */
export const CAPABILITY_WORDS: Readonly<Record<string, CheckWords>> = {
  'X-43': {
    listed: { says: 'all listed' },
    not_published: { says: 'the server lists no scopes', hint: 'Check that it knows those of the API.' },
    not_listed: {
      says: 'not listed: {scopes}',
      hint: 'Check that they exist at the server; the list may be partial.'
    }
  },
  'X-44': {
    not_published: { says: 'the server lists no APIs' },
    listed: { says: 'listed' },
    not_listed: { says: '{resource} is not listed', hint: 'Register the API at the server as a resource.' },
    lists_disagree: {
      says: 'the API’s own name, {resource}, is not listed',
      hint: 'Register the API at the server under this name.'
    }
  },
  'X-45': {
    announced: { says: '{algorithms}' },
    not_announced: { says: 'not announced', hint: 'The API requires DPoP. Enable it at the server.' },
    none_in_common: {
      says: 'server: {announced}; API: {accepted}',
      hint: 'No algorithm in common. Add ES256 to both.'
    },
    symmetric: { says: 'lists {algorithms}', hint: 'Proofs are signed with asymmetric keys only.' },
    no_es256: { says: 'ES256 is not among them', hint: 'It is what most clients use.' }
  },
  'X-46': {
    announced: { says: 'announced' },
    not_announced: {
      says: 'not announced',
      hint: 'The API requires certificate-bound tokens. Enable them at the server.'
    },
    no_aliases: {
      says: 'no endpoint addresses for it',
      hint: 'Clients may have to use other hosts with certificates; publish "mtls_endpoint_aliases".'
    }
  },
  'X-47': {
    not_required: { says: 'not required' },
    required: { says: 'required', hint: 'Only clients that push their requests (PAR) can sign people in.' },
    optional: { says: 'possible, not required', hint: 'FAPI 2.0 requires them.' }
  },
  'X-48': {
    present: { says: '{members}' },
    none: {
      says: 'neither revocation nor introspection',
      hint: 'A stolen token is good until it expires: keep lifetimes short.'
    }
  },
  'X-49': {
    listed: { says: 'all listed' },
    not_published: { says: 'the server lists no types', hint: 'Check that it knows those of the API.' },
    not_listed: {
      says: 'not listed: {types}',
      hint: 'Requests with them fail with invalid_authorization_details.'
    }
  },
  'X-50': {
    metadata_documents: { says: 'by client ID metadata documents' },
    dynamic_only: {
      says: 'by dynamic registration only',
      hint: 'MCP deprecates it; enable client ID metadata documents.'
    },
    none: { says: 'by hand only', hint: 'MCP clients will need client ids given to them.' }
  }
}
