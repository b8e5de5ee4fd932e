import type { ErrorCode } from '@portcullis/core'

/** What happened, and how to mend it. `{name}` stands for a fact about the token. */
export interface RefusalWords {
  readonly cause: string
  readonly remedy: string
}

const NEW_TOKEN = 'Have the client get a new one (with its refresh token, or by signing in again).'
const ACCESS_TOKEN = 'Send the access_token of the token response, not the id_token or refresh_token.'
const SAME_SERVER =
  'Compare the issuer with the one the client uses: staging and production, two realms or two tenants look alike. Then get a new token.'
const RUN_DOCTOR = 'Run: portcullis doctor {expectedIssuer}'
const CLOCKS = 'Set the clocks of the authorization server and of this machine by NTP.'

/** Words for every refusal. */
export const REFUSAL_WORDS: Readonly<Record<ErrorCode, RefusalWords>> = {
  credentials_missing: { cause: 'there is no token', remedy: 'Send Authorization: Bearer TOKEN.' },
  credentials_scheme_unsupported: {
    cause: 'the scheme is not Bearer',
    remedy: 'Send Authorization: Bearer TOKEN.'
  },
  credentials_malformed: {
    cause: 'it is not one word of legal characters',
    remedy: 'Send the token alone after Bearer: no quotes, no line breaks, no blanks in it.'
  },
  credentials_repeated: { cause: 'there are two tokens', remedy: 'Send one Authorization line only.' },
  token_too_large: {
    cause: 'it is too large ({bytes:byte})',
    remedy:
      'Take groups or roles out of it, or raise "maxTokenBytes". Is it the token of another application?'
  },
  token_opaque: {
    cause: 'it is opaque, not a JWT',
    remedy:
      'Have the client ask for this API with "audience" or "resource", or switch it to JWT access tokens at the authorization server.'
  },
  token_encrypted: {
    cause: 'it is encrypted, and only its issuer can read it',
    remedy: 'Auth0: have the client ask for an "audience". Elsewhere: switch token encryption off.'
  },
  token_malformed: {
    cause: 'it is no well-formed signed JWT',
    remedy: 'Copy it again, whole. If "alg" is "none", it was never signed: find out who made it.'
  },
  token_critical_header: {
    cause: 'its header demands an extension ("crit")',
    remedy: 'Switch the extension off at the authorization server.'
  },
  issuer_missing: {
    cause: 'it does not say who issued it',
    remedy: 'Have the authorization server set "iss".'
  },
  issuer_untrusted: {
    cause: 'it comes from {issuer}, not from {expectedIssuer}',
    remedy:
      'If that is the right server, configure "issuer" with exactly what the token says, slash at the end included. Else have the client use the other server.'
  },
  issuer_resolution_failed: { cause: 'nobody could say whether the issuer is trusted', remedy: RUN_DOCTOR },
  algorithm_not_allowed: {
    cause: 'it is signed with {algorithm}, which is not allowed',
    remedy:
      'Have the authorization server sign with RS256, PS256, ES256 or Ed25519. HS256 needs a shared secret, and "none" is no signature: neither is ever accepted.'
  },
  token_type_mismatch: {
    cause: 'its header says that it is a "{type}"',
    remedy: `${ACCESS_TOKEN} With profile "rfc9068", "typ" must be at+jwt: switch that on at the authorization server, or use profile "jwt".`
  },
  token_not_access_token: { cause: 'it says that it is another kind of token', remedy: ACCESS_TOKEN },
  token_is_id_token: { cause: 'it looks like an ID token', remedy: ACCESS_TOKEN },
  claim_missing: {
    cause: 'it lacks "{claim}"',
    remedy: 'Have the authorization server put it in. Without "exp" a token would be good for ever.'
  },
  claim_malformed: {
    cause: '"{claim}" has the wrong type',
    remedy: 'Have the authorization server write it as RFC 7519 says: dates are numbers, names are strings.'
  },
  token_expired: { cause: 'it expired {expired}', remedy: NEW_TOKEN },
  token_not_yet_valid: { cause: 'it is valid {valid} only', remedy: CLOCKS },
  token_issued_in_future: { cause: 'it was issued {issued}, by another clock', remedy: CLOCKS },
  token_too_old: { cause: 'it was issued {issued}: too old for this API', remedy: NEW_TOKEN },
  audience_missing: {
    cause: 'it does not say which API it is for',
    remedy:
      'Have the client ask for this API with "audience" or "resource". Cognito binds tokens by client: use the preset, or --client-id here.'
  },
  audience_mismatch: {
    cause: 'it is for {audience}, not for {expectedAudience}',
    remedy:
      'Have the client ask for a token for this API. Keycloak: add an audience mapper. Auth0: "audience". Entra ID: a scope of the API (api://…). Or correct the audience here.'
  },
  audience_multiple: {
    cause: 'it is for several APIs',
    remedy: 'Have the client ask for one API at a time.'
  },
  confirmation_unsupported: {
    cause: 'it is bound to a key or a certificate',
    remedy:
      'Have the client ask for an unbound token: no DPoP proof and no client certificate at the token endpoint.'
  },
  metadata_unreachable: { cause: 'the metadata of {expectedIssuer} cannot be fetched', remedy: RUN_DOCTOR },
  metadata_invalid: { cause: 'what {expectedIssuer} publishes is no usable metadata', remedy: RUN_DOCTOR },
  metadata_issuer_mismatch: {
    cause: 'the metadata names another issuer than {expectedIssuer}',
    remedy: `Configure "issuer" with exactly what the metadata says. ${RUN_DOCTOR}`
  },
  jwks_unreachable: { cause: 'the keys of {expectedIssuer} cannot be fetched', remedy: RUN_DOCTOR },
  jwks_invalid: { cause: 'the key set of {expectedIssuer} has no usable key', remedy: RUN_DOCTOR },
  key_not_found: { cause: 'the issuer does not publish the key that signed it', remedy: SAME_SERVER },
  signature_invalid: {
    cause: 'the signature does not fit',
    remedy: `Copy the token again, whole: one changed character is enough. ${SAME_SERVER}`
  },
  revocation_unavailable: {
    cause: 'nobody could say whether it was revoked',
    remedy: 'Look at the function "isRevoked" of the API and the store behind it.'
  },
  token_revoked: { cause: 'it was revoked', remedy: NEW_TOKEN },
  token_rejected: { cause: 'the API’s own check refused it', remedy: 'Look at the function "validate".' },
  scope_insufficient: {
    cause: 'it lacks {missing}, which the route requires',
    remedy: 'Have the client request the missing scopes, and grant them to it at the authorization server.'
  },
  permission_insufficient: {
    cause: 'it lacks a permission',
    remedy: 'Assign it at the authorization server.'
  },
  role_insufficient: { cause: 'it lacks a role', remedy: 'Assign it at the authorization server.' },
  claim_insufficient: { cause: 'a claim is not as the route requires', remedy: 'Compare the claims below.' },
  authentication_insufficient: {
    cause: 'the sign-in was too weak or too long ago',
    remedy: 'Have the client sign the user in again with the acr_values and max_age of the challenge.'
  }
}
