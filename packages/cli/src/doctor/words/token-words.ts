import type { CheckWords } from '../../words/phrase.ts'

const STRICT = 'Portcullis accepts it with its default profile; profile "rfc9068" does not.'
const NOT_ID_TOKEN = 'Send the access_token of the token response, not the id_token'

/** Words for the checks of the sample token. */
export const TOKEN_WORDS: CheckWords = {
  'X-31': {
    good: 'JWT, lives {seconds:duration}',
    introspectable:
      'opaque: it has no readable claims → Request it with "audience" or "resource" naming the API, or switch the client to JWT access tokens. Or set the option "introspection" of requireAuth: the API then asks the server about it.',
    opaque:
      'opaque: it has no readable claims → Request it with "audience" or "resource" naming the API, or switch the client to JWT access tokens. Auth0, Logto, Hydra, Zitadel and Authelia issue opaque ones by default.',
    encrypted:
      'encrypted (five parts) → Only its issuer can read it. Auth0: no "audience" was requested. Otherwise, turn off token encryption.',
    malformed: 'three parts, but not a JWT → It was truncated or changed in transit. Copy it again.',
    no_expiry: 'it never expires → A token without "exp" is refused.',
    wrong_type: 'wrong type: {claims} → Dates are finite numbers of seconds (RFC 7519 section 2).',
    not_yet_valid:
      'it becomes valid in {seconds:duration} → The API refuses it until then ("nbf"). Is the clock of the server right?',
    issued_in_future:
      'it was issued {seconds:duration} in the future → The API refuses it until then ("iat"). Synchronize the clocks with NTP.',
    very_long:
      'it is valid for {seconds:duration}, more than a day → A stolen token works for that long. Shorten it.',
    expired: 'it expired {seconds:duration} ago → The API refuses it. Pass a new one to see its answer.',
    long: 'it is valid for {seconds:duration}, more than an hour → Shorten it, and use refresh tokens.',
    long_bound: 'DPoP-bound, and lives {seconds:duration} → Without nonces, 15 minutes are enough.'
  },
  'X-32': {
    access_token: 'typ at+jwt, algorithm allowed, signature valid',
    unsigned: 'alg "none": it is not signed → Never accept such a token. Find out who issued it.',
    symmetric:
      'signed with a shared secret ({algorithm}) → Switch the API (Auth0), application (FusionAuth), provider (Authentik) or project (Supabase) to RS256 or ES256.',
    unknown_algorithm: 'unsupported algorithm "{algorithm}" → Use RS256, PS256, ES256 or Ed25519.',
    critical:
      'its header requires an extension ("crit" or "b64") → Portcullis supports none. Turn it off at the authorization server.',
    unknown_kid:
      'its key is not in the key set → The token is older than the last rotation, or comes from another server. Get a new one.',
    unfit_key:
      'no key of the set fits it → The key it names does not fit "alg", or is skipped (X-23 to X-28). The API refuses it.',
    bad_signature:
      'no key of the set verifies its signature → It was changed in transit, or another server issued it. The API refuses it.',
    other_type:
      'typ "{type}": not an access token for an API → Okta: this is a token of the org server; use a custom authorization server (/oauth2/default).',
    no_kid: 'no "kid" → The API must try every candidate key. Configure the server to name the key.',
    general_type: `typ: {type} → ${STRICT} Keycloak: client, Advanced, "Use at+jwt as access token header type".`
  },
  'X-33': {
    exact: 'exactly the API',
    missing:
      'no "aud" → Request it with "audience" or "resource". Cognito: use the preset, which checks the client id.',
    slash:
      'only the trailing slash differs: {audiences} → Configure the API with exactly the audience of the token.',
    different:
      'the token is for {audiences} → The API expects {expected}. Keycloak: add an audience mapper. Auth0: request "audience". Entra ID: request scope api://ID/….',
    several: 'several: {audiences} → A scope in it can belong to another API.'
  },
  'X-34': {
    complete: 'all seven, right types',
    missing:
      'missing: {claims} → Such a token is refused. A preset helps only if the server cannot be changed.',
    wrong_type: 'wrong type: {claims} → Dates are finite numbers, names are strings (RFC 7519 section 2).',
    milliseconds: 'in milliseconds: {claims} → Dates are seconds since 1970.',
    incomplete: `missing: {claims} → ${STRICT}`
  },
  'X-35': {
    equal: 'the configured one',
    missing: '"iss" is missing or not a string → Configure the authorization server to set it.',
    differs:
      'the token comes from {issuer} → Entra ID: set requestedAccessTokenVersion to 2. Keycloak: set --hostname. Okta: use the custom server’s issuer.'
  },
  'X-36': {
    access_token: 'it is an access token',
    named: `by its {claims} it is an ID, refresh or other token → ${NOT_ID_TOKEN} or the refresh_token.`,
    marks: `it has markers of an ID token: {claims} → ${NOT_ID_TOKEN}.`,
    for_the_client: `its only audience is the client → ${NOT_ID_TOKEN}.`,
    preset_refuses: `the preset "{preset}" refuses it: {why} → ${NOT_ID_TOKEN}.`
  },
  'X-37': {
    granted: '{scopes}',
    insufficient:
      'granted: {granted}; missing: {missing} → Configure the client to request the missing scopes, and grant them to it at the authorization server.',
    array: '"scope" is an array → Portcullis reads it; RFC 9068 requires one string.',
    scp: 'in "scp" → Portcullis reads it; RFC 9068 requires "scope".',
    roles_only: 'none, but roles or permissions → Guard with requireRoles or requirePermissions.',
    none: 'none → Configure the client to request the scopes of the API.'
  },
  'X-38': {
    announced: 'acr values announced',
    claims_absent:
      'missing in the token: {claims} → The server puts them into no access token, so step-up never succeeds. Add a mapper.',
    not_announced: 'no "acr_values_supported" → Clients cannot know which acr to request.'
  },
  'X-39': {
    bound: 'by {methods}',
    not_needed: 'not bound, and not needed',
    unknown_method: 'by an unsupported method: {methods} → Tokens with such a "cnf" are refused.',
    unbound:
      'not bound → Configure the client to send a DPoP proof, or its certificate, to the token endpoint.',
    other_method:
      'bound by {methods}, not as the API requires → DPoP binds by "jkt", a client certificate by "x5t#S256".',
    bound_unasked:
      'bound by {methods}, which the API does not require → A bound token is refused as plain Bearer. Do not send a proof to the token endpoint, or configure the API to confirm it.'
  },
  'X-40': {
    apart: 'two values',
    same: '"sub" and "client_id" are equal → Guards cannot distinguish a user from a client.'
  },
  'X-41': {
    small: '{bytes:byte}',
    large: '{bytes:byte} → Are there too many groups or roles in it? Proxies stop at 8 KiB.',
    too_large:
      '{bytes:byte} → Proxies and servers refuse such headers. Are there too many groups or roles in it?'
  }
}
