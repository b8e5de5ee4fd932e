import type { CheckWords } from '../../words/phrase.ts'

const NO_STORE = 'Add Cache-Control: no-store to error answers.'
const VERIFY = 'Verify the token before the route runs.'

/** Words for the checks of the API itself. */
export const API_WORDS: CheckWords = {
  'Y-01': {
    challenge: '401 with a challenge: {schemes}',
    unreachable: 'no answer ({failure:words}) → Is the API running, and is this its address?',
    open: 'answered {status}: the route is open → Put requireAuth before the route, or pass the address of a protected one.',
    redirect: 'redirected (status {status}) → A redirect to a login page breaks API clients: answer 401.',
    other_status:
      'answered {status} instead of 401 → Without a token the answer is 401 with WWW-Authenticate. 404: is the address right?',
    no_challenge:
      '401 without WWW-Authenticate → Clients cannot know what to do. Does a proxy remove the header?',
    other_scheme:
      '401 without a challenge for access tokens → Clients look for Bearer or DPoP in WWW-Authenticate. Does a proxy require a password before the API?',
    error_present:
      'the challenge has an error → A request without a token gets a challenge without an error (RFC 6750 section 3.1).',
    bare_scheme: 'the challenge has no parameter → Add at least a realm.'
  },
  'Y-02': {
    refused: '401, invalid_token',
    accepted: `ACCEPTED: {kinds} → The API accepts unsigned tokens. ${VERIFY}`,
    crashed:
      'answered {kinds} → An invalid token is the caller’s fault: 401. 503 means the API cannot fetch the keys.',
    other_status: 'answered {kinds} → The right answer is 401 with error="invalid_token".',
    no_error_code: 'no error="invalid_token": {kinds} → Clients refresh their token if they see this code.'
  },
  'Y-03': {
    ignored: 'ignored',
    accepted: 'ACCEPTED → Tokens in addresses end up in logs; do not read them there.',
    read: 'read, and refused → Tokens in addresses end up in logs; do not read them there. Ignoring the parameter is best.',
    unclear:
      '401 with an error, as without a token → The answers do not show whether the API reads the parameter. Without a token send no error (Y-01).',
    other_status: 'answered {status} → Ignoring the parameter (401) is best.'
  },
  'Y-04': {
    refused: 'refused with 400',
    second_used: 'the second one is used → A proxy that checks the first is bypassed. Refuse both.',
    first_used: 'the first one is used → Proxy and API can read different credentials. Refuse both.',
    unclear:
      '400, but a single invalid token gets that too → The API can have used one of the two. Answer 401 to one invalid token (Y-02) to make it visible.',
    accepted: `ACCEPTED with two invalid ones → ${VERIFY}`,
    other_status: 'answered {status} → The right answer is 400 with error="invalid_request".'
  },
  'Y-05': {
    both_ways: 'by address and challenge, which agree with it',
    absent:
      'none → Publish /.well-known/oauth-protected-resource to everyone, so that clients find the authorization server. MCP requires it.',
    needs_authentication: 'it requires a token → Clients read it before they have one: make it public.',
    unusable_address:
      'the challenge names {address}: {status} → Clients fetch only this address. It must be an absolute https URL that answers 200 with the document.',
    other_resource: 'it is about {resource} → Clients call {expected}; strict ones refuse it.',
    issuer_missing:
      'it does not list this issuer → Add the issuer to "authorization_servers", exactly as configured.',
    documents_differ:
      'two documents: {members} differ between well-known address and challenge → Publish one document at both.',
    contradicts_challenge: 'the challenge says otherwise: {members} → Derive both from the same options.',
    unlisted_scopes:
      'scopes_supported omits {scopes}, which the challenge names → Some clients request only listed scopes.',
    no_cors:
      'pages of the origin cannot read it → Browser apps read the document first: add Access-Control-Allow-Origin: *.',
    one_way: 'only by {way} → Offer both: some clients use only one.',
    doubtful_members: 'questionable: {members} → Omit empty lists, offline_access and query.'
  },
  'Y-06': {
    closed: 'closed',
    redirected: 'redirected to https',
    refused: 'refused before the API (status {status})',
    reads_token:
      'a token changes the answer → The API reads tokens that were sent unencrypted. Redirect before it does.',
    served: 'served (status {status}) → Tokens must travel over TLS only. Close the port or redirect.'
  },
  'Y-07': {
    complete: 'complete, on errors too',
    preflight_refused:
      'the preflight got {status} → Mount CORS before authentication: a preflight has no token.',
    incomplete: 'missing: {parts} → Browser apps cannot read the challenge without them.'
  },
  'Y-08': {
    present: '{algorithms}',
    absent: 'no DPoP challenge → The API requires DPoP and must say so: WWW-Authenticate: DPoP algs="ES256".',
    downgrade:
      'a bound token is ACCEPTED as Bearer → A thief then needs neither proof nor certificate. Refuse tokens with a cnf that nothing confirms.',
    no_algorithms: 'without "algs" → Clients have to guess: add algs="ES256".'
  },
  'Y-09': {
    well_formed: 'well formed',
    broken: 'syntax error at: {at} → A quote, a backslash or a character outside ASCII is not escaped.',
    repeated: 'repeated: {names} → Send each parameter once.',
    illegal_characters: 'illegal characters in {names} → No quotes, backslashes or characters outside ASCII.',
    shared_line: 'several challenges on one line → Many clients fail on it: send each on its own line.'
  },
  'Y-10': {
    no_store: 'no-store',
    shared: `shared caches can store a refusal → ${NO_STORE}`,
    cacheable: `a refusal can be cached → ${NO_STORE}`,
    unsaid: `no Cache-Control → ${NO_STORE}`
  }
}
