import type { CheckWords } from './phrase.ts'

const STRICT = 'Portcullis accepts it with its usual profile; profile "rfc9068" does not.'

/** Words for the checks of the sample token. */
export const TOKEN_WORDS: Readonly<Record<string, CheckWords>> = {
  'X-31': {
    good: { says: 'JWT, lives {seconds:duration}' },
    opaque: {
      says: 'opaque: it has no claims to read',
      hint: 'Ask for it with "audience" or "resource" naming the API, or switch the client to JWT access tokens. Auth0, Logto, Hydra, Zitadel and Authelia issue opaque ones by default.'
    },
    encrypted: {
      says: 'encrypted (five parts)',
      hint: 'Only its issuer can read it. Auth0: no "audience" was requested. Elsewhere: switch off token encryption.'
    },
    malformed: {
      says: 'three parts, but no JWT',
      hint: 'It was cut or changed on its way here. Copy it again.'
    },
    no_expiry: { says: 'it never expires', hint: 'A token without "exp" is refused.' },
    wrong_type: {
      says: 'wrong type: {claims}',
      hint: 'Dates are finite numbers of seconds (RFC 7519 section 2).'
    },
    not_yet_valid: {
      says: 'it is valid in {seconds:duration} only',
      hint: 'The API refuses it until then ("nbf"). Is the clock of the server right?'
    },
    very_long: {
      says: 'it lives {seconds:duration}, more than a day',
      hint: 'A stolen token is good for that long. Shorten it.'
    },
    expired: {
      says: 'it expired {seconds:duration} ago',
      hint: 'The API refuses it. Give a fresh one to see how it answers.'
    },
    long: {
      says: 'it lives {seconds:duration}, more than an hour',
      hint: 'Shorten it; refresh tokens are made for this.'
    },
    long_bound: {
      says: 'DPoP-bound, and lives {seconds:duration}',
      hint: 'Without nonces, 15 minutes are enough.'
    }
  },
  'X-32': {
    access_token: { says: 'typ at+jwt, algorithm allowed, signature good' },
    unsigned: {
      says: 'alg "none": it is not signed',
      hint: 'Never accept such a token. Where does it come from?'
    },
    symmetric: {
      says: 'signed with a shared secret ({algorithm})',
      hint: 'Switch the API (Auth0), application (FusionAuth), provider (Authentik) or project (Supabase) to RS256 or ES256.'
    },
    unknown_algorithm: {
      says: 'algorithm "{algorithm}" is not usable',
      hint: 'Use RS256, PS256, ES256 or Ed25519.'
    },
    unknown_kid: {
      says: 'its key is not in the key set',
      hint: 'The token is older than the last rotation, or comes from another server. Get a new one.'
    },
    unfit_key: {
      says: 'no key of the set fits it',
      hint: 'The key it names is of another kind than "alg" says, or is not used (X-23 to X-28). The API refuses it.'
    },
    bad_signature: {
      says: 'no key of the set made its signature',
      hint: 'It was changed on its way here, or another server made it. The API refuses it.'
    },
    other_type: {
      says: 'typ "{type}": no access token for an API',
      hint: 'Okta: this is the org server’s own token; use a custom authorization server (/oauth2/default).'
    },
    no_kid: { says: 'no "kid"', hint: 'Every candidate key has to be tried. Have the server name the key.' },
    general_type: {
      says: 'typ: {type}',
      hint: `${STRICT} Keycloak: client, Advanced, "Use at+jwt as access token header type".`
    }
  },
  'X-33': {
    exact: { says: 'exactly the API' },
    missing: {
      says: 'no "aud"',
      hint: 'Request it with "audience" or "resource". Cognito: use the preset, it binds by client id.'
    },
    slash: {
      says: 'differs in a slash: {audiences}',
      hint: 'Configure the API with exactly what the token says.'
    },
    different: {
      says: 'the token is for {audiences}',
      hint: 'The API expects {expected}. Keycloak: add an audience mapper. Auth0: request "audience". Entra ID: request scope api://ID/….'
    },
    several: { says: 'several: {audiences}', hint: 'A scope in it may belong to another API.' }
  },
  'X-34': {
    complete: { says: 'all seven, right types' },
    missing: {
      says: 'missing: {claims}',
      hint: 'Such a token is refused. A preset helps only if the server cannot be changed.'
    },
    wrong_type: {
      says: 'wrong type: {claims}',
      hint: 'Dates are finite numbers, names are strings (RFC 7519 section 2).'
    },
    milliseconds: { says: 'in milliseconds: {claims}', hint: 'Dates are seconds since 1970.' },
    incomplete: { says: 'missing: {claims}', hint: STRICT }
  },
  'X-35': {
    equal: { says: 'the configured one' },
    differs: {
      says: 'the token comes from {issuer}',
      hint: 'Entra ID: set requestedAccessTokenVersion to 2. Keycloak: set --hostname. Okta: use the custom server’s issuer.'
    }
  },
  'X-36': {
    access_token: { says: 'it is an access token' },
    named: {
      says: 'it says that it is an ID, refresh or other token: {claims}',
      hint: 'Send the access_token of the token response, not the id_token or the refresh_token.'
    },
    marks: {
      says: 'it has marks of an ID token: {claims}',
      hint: 'Send the access_token of the token response, not the id_token.'
    },
    for_the_client: {
      says: 'its only audience is the client',
      hint: 'Send the access_token of the token response, not the id_token.'
    }
  },
  'X-37': {
    granted: { says: '{scopes}' },
    insufficient: {
      says: 'granted: {granted}; lacking: {missing}',
      hint: 'Have the client request the missing ones, and grant them to it at the authorization server.'
    },
    array: { says: '"scope" is an array', hint: 'Portcullis reads it; RFC 9068 wants one string.' },
    scp: { says: 'in "scp"', hint: 'Portcullis reads it; RFC 9068 wants "scope".' },
    roles_only: {
      says: 'none, but roles or permissions',
      hint: 'Guard with requireRoles or requirePermissions.'
    },
    none: { says: 'none', hint: 'Have the client request the scopes of the API.' }
  },
  'X-38': {
    announced: { says: 'acr values announced' },
    claims_absent: {
      says: 'the token lacks {claims}',
      hint: 'The server puts them into no access token, so step-up would go round in circles. Add a mapper.'
    },
    not_announced: { says: 'no "acr_values_supported"', hint: 'Clients cannot know which acr to ask for.' }
  },
  'X-39': {
    bound: { says: 'by {methods}' },
    not_needed: { says: 'not bound, and not needed' },
    unknown_method: {
      says: 'by a method nobody can confirm: {methods}',
      hint: 'Tokens with such a "cnf" are refused.'
    },
    unbound: {
      says: 'not bound',
      hint: 'Have the client send a DPoP proof, or its certificate, to the token endpoint.'
    },
    other_method: {
      says: 'bound by {methods}, which is not what the API requires',
      hint: 'DPoP binds by "jkt", a client certificate by "x5t#S256".'
    },
    bound_unasked: {
      says: 'bound by {methods}, which the API does not ask for',
      hint: 'A bound token is refused as plain Bearer. Do not send a proof to the token endpoint, or have the API confirm it.'
    }
  },
  'X-40': {
    apart: { says: 'two values' },
    same: { says: '"sub" and "client_id" are equal', hint: 'Guards cannot tell a user from a client.' }
  },
  'X-41': {
    small: { says: '{bytes:byte}' },
    large: { says: '{bytes:byte}', hint: 'Too many groups or roles in it? Proxies stop at 8 KiB.' },
    too_large: {
      says: '{bytes:byte}',
      hint: 'Proxies and servers refuse such headers. Are groups or roles overflowing?'
    }
  },
  'X-42': {
    together: { says: 'within 5 s of this machine' },
    apart: { says: '{seconds:duration} apart', hint: 'Set the clocks by NTP.' },
    far_apart: {
      says: '{seconds:duration} apart',
      hint: 'Tokens will look expired or not yet valid. Set the clocks by NTP.'
    }
  }
}
