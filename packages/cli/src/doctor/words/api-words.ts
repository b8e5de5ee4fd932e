import type { CheckWords } from './phrase.ts'

/** Words for the checks of the API itself. */
export const API_WORDS: Readonly<Record<string, CheckWords>> = {
  'Y-01': {
    challenge: { says: '401 with a challenge: {schemes}' },
    unreachable: {
      says: 'no answer ({failure:words})',
      hint: 'Is the API running, and is this its address?'
    },
    open: {
      says: 'answered {status}: the route is open',
      hint: 'Put requireAuth before the route, or give the address of a protected one.'
    },
    redirect: {
      says: 'redirected (status {status})',
      hint: 'A redirect to a login page breaks API clients: answer 401.'
    },
    other_status: {
      says: 'answered {status} instead of 401',
      hint: 'Without a token the answer is 401 with WWW-Authenticate. 404: is the address right?'
    },
    no_challenge: {
      says: '401 without WWW-Authenticate',
      hint: 'Clients cannot know what to do. Does a proxy remove the header?'
    },
    other_scheme: {
      says: '401 without a challenge for access tokens',
      hint: 'Clients look for Bearer or DPoP in WWW-Authenticate. Does a proxy ask for a password before the API?'
    },
    error_present: {
      says: 'the challenge has an error in it',
      hint: 'No token, no error: a bare challenge is right (RFC 6750 section 3.1).'
    },
    bare_scheme: { says: 'the challenge has no parameter', hint: 'Add at least a realm.' }
  },
  'Y-02': {
    refused: { says: '401, invalid_token' },
    accepted: {
      says: 'ACCEPTED: {kinds}',
      hint: 'The API lets in what nobody signed. Verify the token before the route runs.'
    },
    crashed: {
      says: 'answered {kinds}',
      hint: 'An invalid token is the caller’s fault: 401. 503 means the API cannot reach the keys.'
    },
    other_status: { says: 'answered {kinds}', hint: 'The right answer is 401 with error="invalid_token".' },
    no_error_code: {
      says: 'no error="invalid_token": {kinds}',
      hint: 'Clients refresh their token when they see this code.'
    }
  },
  'Y-03': {
    ignored: { says: 'ignored' },
    accepted: { says: 'ACCEPTED', hint: 'Tokens in addresses end up in logs; do not read them there.' },
    read: {
      says: 'it was read, and refused',
      hint: 'Tokens in addresses end up in logs; do not read them there. Ignoring the parameter is best.'
    },
    unclear: {
      says: '401 with an error, as without a token',
      hint: 'It cannot be seen whether the parameter is read. Without a token send no error (Y-01).'
    },
    other_status: { says: 'answered {status}', hint: 'Ignoring the parameter (401) is best.' }
  },
  'Y-04': {
    refused: { says: 'refused with 400' },
    second_used: {
      says: 'the second one is used',
      hint: 'A proxy that checks the first is walked around. Refuse both.'
    },
    first_used: {
      says: 'the first one is used',
      hint: 'Proxy and API may read different credentials. Refuse both.'
    },
    unclear: {
      says: '400, but invalid tokens get that alone',
      hint: 'One of the two may have been used. Answer 401 to one invalid token (Y-02), and it can be seen.'
    },
    accepted: { says: 'ACCEPTED with two invalid ones', hint: 'Verify the token before the route runs.' },
    other_status: { says: 'answered {status}', hint: 'The right answer is 400 with error="invalid_request".' }
  },
  'Y-05': {
    both_ways: { says: 'at the well-known address and in the challenge' },
    absent: {
      says: 'none',
      hint: 'Publish /.well-known/oauth-protected-resource to everyone, so that clients find the authorization server. MCP requires it.'
    },
    needs_authentication: {
      says: 'it asks for a token',
      hint: 'It is what clients read before they have one: make it public.'
    },
    other_resource: {
      says: 'it is about {resource}',
      hint: 'Clients call {expected}; strict ones will refuse.'
    },
    issuer_missing: {
      says: 'it does not list this issuer',
      hint: 'Add the issuer to "authorization_servers", exactly as written here.'
    },
    one_way: { says: 'only by {way}', hint: 'Offer both: some clients look only at one.' },
    doubtful_members: {
      says: 'doubtful: {members}',
      hint: 'Leave out empty lists, offline_access and query.'
    }
  },
  'Y-06': {
    closed: { says: 'closed' },
    redirected: { says: 'redirected to https' },
    refused: { says: 'refused before the API (status {status})' },
    reads_token: {
      says: 'a token changes the answer',
      hint: 'The API reads tokens that came in the clear. Redirect before it does.'
    },
    served: {
      says: 'served (status {status})',
      hint: 'Tokens must travel over TLS only. Close the port or redirect.'
    }
  },
  'Y-07': {
    complete: { says: 'complete, on errors too' },
    preflight_refused: {
      says: 'the preflight got {status}',
      hint: 'Mount CORS before authentication: a preflight carries no token.'
    },
    incomplete: { says: 'missing: {parts}', hint: 'Browser apps cannot read the challenge without them.' }
  },
  'Y-08': {
    present: { says: '{algorithms}' },
    absent: {
      says: 'no DPoP challenge',
      hint: 'The API requires DPoP and must say so: WWW-Authenticate: DPoP algs="ES256".'
    },
    downgrade: {
      says: 'a bound token is ACCEPTED as Bearer',
      hint: 'A thief needs no proof then. Refuse tokens with cnf.jkt under Bearer.'
    },
    no_algorithms: { says: 'without "algs"', hint: 'Clients have to guess: add algs="ES256".' }
  },
  'Y-09': {
    well_formed: { says: 'well formed' },
    broken: {
      says: 'breaks at: {at}',
      hint: 'A quote, a backslash or a character outside ASCII is not escaped.'
    },
    repeated: { says: 'repeated: {names}', hint: 'Each parameter may come once.' },
    illegal_characters: {
      says: 'illegal characters in {names}',
      hint: 'No quotes, backslashes or characters outside ASCII.'
    },
    shared_line: {
      says: 'several challenges on one line',
      hint: 'Many clients fail on it: send one line each.'
    }
  },
  'Y-10': {
    no_store: { says: 'no-store' },
    shared: {
      says: 'shared caches may keep a refusal',
      hint: 'Add Cache-Control: no-store to error answers.'
    },
    cacheable: { says: 'a refusal may be cached', hint: 'Add Cache-Control: no-store to error answers.' },
    unsaid: { says: 'nothing said', hint: 'Add Cache-Control: no-store to error answers.' }
  }
}
