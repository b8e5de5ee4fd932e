import type { CheckWords } from '../../words/phrase.ts'

const FIX_BASE_URL = 'Fix the base URL or proxy setting of the authorization server.'
const COPY_ISSUER =
  'An issuer is an https URL without ? or #. Copy it from the "issuer" member of the metadata.'
const REQUIRE_PKCE = 'Require PKCE for this client: the server accepts code requests without it.'
const NO_OAUTH_ERRORS = 'The token endpoint sends no OAuth errors: is a firewall or a proxy in front of it?'

/** Words for the checks of the issuer, its metadata and its endpoints. */
export const ISSUER_WORDS: CheckWords = {
  'X-01': {
    https: 'an https URL',
    loopback: 'plain http, only inside this machine',
    not_a_url: `"{issuer}" is not a URL → ${COPY_ISSUER} (Stytch, FusionAuth and Descope use other forms: pass "issuer" and "jwksUri" to the API.)`,
    query_or_fragment: `it has a query or a fragment → ${COPY_ISSUER}`,
    user_information: 'it has a user name or a password → Remove the part before the @.',
    allowed_http:
      'plain http to {host}, which you allow → Anyone who can change that traffic can replace the keys: only inside a network that you trust.',
    not_https:
      'its scheme is {scheme} instead of https → An issuer is an https URL; put TLS in front of the server. Inside a network that you trust: --allow-http, with host and port.'
  },
  'X-02': {
    trusted: '{protocol}, certificate trusted',
    no_handshake:
      'no TLS connection ({code}) → Is it an https port, and does the server support TLS 1.2 or later?',
    refused:
      'Node cannot validate the certificate ({code}) → Fix the certificate chain, or name your own authority in NODE_EXTRA_CA_CERTS; do not turn off verification.',
    old_version: 'the server supports only {protocol} → Enable TLS 1.2 or later.',
    expires_soon: 'the certificate expires in {days:day} → Renew it; the API refuses an expired one.'
  },
  'X-03': {
    found: 'at the address of {place}',
    not_looked_for:
      'only at an address that Portcullis does not try → Pass "jwksUri" to the API as below, or serve the metadata at one of the other addresses.',
    unusual_place:
      'only at an address that no standard names → Portcullis finds it there; other clients do not. Serve it at /.well-known/openid-configuration below the issuer.',
    insecure: 'no request succeeded over TLS ({failure:words}) → Fix X-02 first.',
    unreachable:
      'the server does not answer ({failure:words}) → Are the host and port right, and can this machine reach them (network, proxy, firewall, container)?',
    none: 'none of the well-known addresses has it → Compare the issuer with the one in the server’s own settings. Is a path missing, such as /realms/NAME or /oauth2/default?'
  },
  'X-04': {
    json: '200, application/json, no redirect',
    html: 'an HTML page instead of JSON → A login page or a proxy answers instead of the authorization server. Check host, port and path.',
    too_large: '{bytes:byte} → Portcullis reads at most 64 KiB of metadata.',
    redirect_elsewhere:
      'redirected to another origin → Portcullis follows no redirects, so an attacker cannot redirect it. Use the issuer at the target.',
    redirect: 'redirected within the origin → Portcullis follows no redirects. Use the issuer at the target.',
    other_type:
      'the content type is "{type}", not application/json → Configure the server to send application/json; some clients refuse everything else.',
    html_beside:
      'another well-known address answers with an HTML page → Clients that try it first can fail; 404 is the right answer.',
    redirect_beside: 'another well-known address redirects → 404 is the right answer.'
  },
  'X-05': {
    identical: 'the metadata names the same issuer',
    absent: 'the metadata names no issuer → Without "issuer" no client can use the document.',
    template:
      'the metadata names a template: {published} → Use the address of one tenant. Entra ID: https://login.microsoftonline.com/TENANT-ID/v2.0, not "common" or "organizations".',
    slash:
      'only the trailing slash differs → Use exactly the published issuer: Portcullis compares issuers character by character.',
    differs:
      'the metadata names another issuer → Use exactly the published one, if it is the server you mean. A wrong host there is the server’s own base URL or proxy setting.'
  },
  'X-06': {
    agree: '{count:document} with the same content',
    disagree:
      'the metadata documents differ in {members} → Clients read one or the other. Configure the server to build both from the same settings.'
  },
  'X-07': { none: 'no empty members', empty: 'empty: {members} → Omit members without a value.' },
  'X-08': {
    good: 'absolute, safe transport',
    not_absolute: `not an absolute URL: {members} → ${FIX_BASE_URL}`,
    plain_http: `plain http: {members} → Codes and tokens travel unencrypted. ${FIX_BASE_URL}`,
    fragment: 'with a fragment: {members} → Endpoint addresses have no #.',
    other_domain: 'on another domain: {members} → Make sure that domain is yours or your provider’s.'
  },
  'X-09': {
    present: 'authorization, token endpoint, response types',
    missing: 'missing: {members} → The code flow needs them. Is this an OAuth 2.0 authorization server?'
  },
  'X-10': {
    code: 'code',
    no_code: '"code" is not among them → Enable the authorization code flow.',
    implicit: 'also {types} → Implicit responses leak tokens into addresses; disable them.'
  },
  'X-11': {
    code: 'authorization_code',
    absent: 'not listed: the default includes "implicit" → Configure the server to list what it allows.',
    no_code: '"authorization_code" is not among them → Enable it for this tenant.',
    password: '"password" is among them → FAPI 2.0 forbids it; disable it for this tenant.',
    legacy: 'also {grants} → Disable them if no old client needs them.'
  },
  'X-12': {
    long_enough: 'sent, for half a year or longer',
    absent: 'not sent → Add Strict-Transport-Security at the front end of the authorization server.',
    short: 'sent for only {days:day} → Raise max-age to at least half a year.'
  },
  'X-13': {
    s256: 'announced',
    absent:
      'not announced → Entra ID and Cognito support S256 without announcing it. With other servers, enable PKCE. Clients that require it (MCP) stop here.',
    no_s256: 'not among the methods → Enable S256: "plain" protects against nothing.'
  },
  'X-14': {
    none: 'not offered',
    plain: '"plain" is offered too → Remove it, or require S256 from each client.'
  },
  'X-15': {
    refused: 'a request without PKCE is refused',
    code_issued: `a request without PKCE got a code → ${REQUIRE_PKCE}`,
    not_enforced: `a request without PKCE went on to sign-in ({error}) → ${REQUIRE_PKCE}`,
    inconclusive:
      'the answer is inconclusive (status {status}) → Check that the client’s settings require PKCE.'
  },
  'X-16': {
    refused: 'a random code is refused with {error}',
    unreachable: 'no answer ({failure:words}) → Clients cannot exchange their codes.',
    accepted: 'a random code got status {status} → A token endpoint must refuse a code it never issued.',
    broken: 'a random code got status {status} → The token endpoint must answer 400 with an OAuth error.',
    html: `it answers with an HTML page → ${NO_OAUTH_ERRORS}`,
    get_accepted: 'it answers GET requests → Token requests are POST only.',
    not_oauth: `the refusal is not an OAuth error (status {status}) → ${NO_OAUTH_ERRORS}`,
    cacheable: 'the answer can be cached → Add Cache-Control: no-store to every answer of the token endpoint.'
  },
  'X-17': {
    none_listed: 'accepted at the token endpoint',
    absent:
      'the list of methods is absent → The default is client_secret_basic. Register browser and native apps as public clients, without a secret.',
    not_listed:
      '"none" is not among the methods → Register browser and native apps as public clients, without a secret.'
  },
  'X-18': {
    sent: 'sent',
    absent: 'not sent → Without it a client of several servers cannot detect a mix-up.'
  },
  'X-19': {
    allowed: 'the origin is allowed',
    preflight_allowed: 'the preflight is allowed',
    preflight:
      'the token endpoint refuses the preflight → Requests with a DPoP proof need it. Others need none: --probe shows whether a page can read the answer.',
    token_endpoint:
      'the token endpoint refuses the origin → Add the origin of the app to the allowed origins (web origins) at the authorization server.',
    unknown_client:
      'the token endpoint refuses the origin, for a client it does not know → Many servers allow origins client by client: name one with --client-id.',
    no_dpop: 'the token endpoint does not allow the DPoP header → Add it to the allowed headers.',
    documents:
      'not readable from the origin: {documents} → A browser client that reads metadata itself cannot start.'
  },
  'X-20': {
    absent: 'the authorization endpoint allows no origin',
    present:
      'the authorization endpoint allows origins → Browsers navigate there with a whole page; remove CORS from it.'
  },
  'X-42': {
    together: 'within 5 s of this machine',
    apart: '{seconds:duration} apart → Synchronize the clocks with NTP.',
    far_apart:
      '{seconds:duration} apart → Tokens look expired or not yet valid. Synchronize the clocks with NTP.'
  }
}
