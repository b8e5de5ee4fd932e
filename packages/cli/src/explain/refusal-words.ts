import type { ErrorCode } from '@portcullis/core'

const NEW_TOKEN = 'Configure the client to get a new one (with its refresh token, or by signing in again).'
const ACCESS_TOKEN = 'Send the access_token of the token response, not the id_token or refresh_token.'
const SAME_SERVER =
  'Compare the issuer with the one of the client: staging and production, two realms or two tenants look alike. Then get a new token.'
const RUN_DOCTOR = 'Run: portcullis doctor {expectedIssuer}'
const NEW_PROOF = 'Configure the client to create a new DPoP proof for each request, with a DPoP library.'
const REPEAT = 'The client must repeat the request with the nonce from the DPoP-Nonce header.'
const CLOCKS = 'Synchronize the clocks of the authorization server and of this machine with NTP.'
const SEND_BEARER = 'Send Authorization: Bearer TOKEN.'

/** For every refusal: `cause → what to do`, with placeholders for facts. */
export const REFUSAL_WORDS: Readonly<Record<ErrorCode, string>> = {
  credentials_missing: `there is no token → ${SEND_BEARER}`,
  credentials_scheme_unsupported: `the scheme is not Bearer → ${SEND_BEARER}`,
  credentials_malformed:
    'it is not one word of legal characters → Send only the token after Bearer: no quotes, line breaks or spaces in it.',
  credentials_repeated: 'there are two tokens → Send only one Authorization header.',
  token_too_large:
    'it is too large ({bytes:byte}) → Remove groups or roles from it, or raise "maxTokenBytes". Is it the token of another application?',
  token_opaque:
    'it is opaque, not a JWT → Configure the client to request this API with "audience" or "resource", or switch it to JWT access tokens. Or set the option "introspection"; with --introspect-as, this command asks the server.',
  token_encrypted:
    'it is encrypted, and only its issuer can read it → Auth0: configure the client to request an "audience". Otherwise, turn off token encryption.',
  token_malformed:
    'it is not a well-formed signed JWT → Copy all of it again. If "alg" is "none", it was never signed: find out who issued it.',
  token_critical_header:
    'its header requires an extension ("crit") → Turn off the extension at the authorization server.',
  issuer_missing: 'it names no issuer → Configure the authorization server to set "iss".',
  issuer_untrusted:
    'it comes from {issuer}, not from {expectedIssuer} → If that is the right server, configure "issuer" with exactly the issuer of the token, trailing slash included. Otherwise, configure the client to use the other server.',
  issuer_resolution_failed: `the API could not find out whether it trusts the issuer → ${RUN_DOCTOR}`,
  algorithm_not_allowed:
    'it is signed with {algorithm}, which is not allowed → Configure the authorization server to sign with RS256, PS256, ES256 or Ed25519. HS256 needs a shared secret, and "none" is not a signature: neither is ever accepted.',
  token_type_mismatch: `its header names the type "{type}" → ${ACCESS_TOKEN} With profile "rfc9068", "typ" must be at+jwt: enable it at the authorization server, or use profile "jwt".`,
  token_not_access_token: `by its claims it is another kind of token → ${ACCESS_TOKEN}`,
  token_is_id_token: `it looks like an ID token → ${ACCESS_TOKEN}`,
  claim_missing:
    '"{claim}" is missing → Configure the authorization server to add it. Without "exp" a token would be valid forever.',
  claim_malformed:
    '"{claim}" has the wrong type → Configure the authorization server to follow RFC 7519: dates are numbers, names are strings.',
  token_expired: `it expired {expired} → ${NEW_TOKEN}`,
  token_not_yet_valid: `it becomes valid {valid} → ${CLOCKS}`,
  token_issued_in_future: `it was issued {issued}, by another clock → ${CLOCKS}`,
  token_too_old: `it was issued {issued}: too old for this API → ${NEW_TOKEN}`,
  audience_missing:
    'it does not name the API that it is for → Configure the client to request this API with "audience" or "resource". Cognito binds tokens to clients: use the preset, or --client-id with this command.',
  audience_mismatch:
    'it is for {audience}, not for {expectedAudience} → Configure the client to request a token for this API. Keycloak: add an audience mapper. Auth0: "audience". Entra ID: a scope of the API (api://…). Or correct the audience of this command.',
  audience_multiple: 'it is for several APIs → Configure the client to request one API at a time.',
  confirmation_unsupported:
    'it is bound to a key or a certificate, and the API does not verify that → Set the option "dpop" or "mutualTls" of the API, or configure the client to request an unbound token.',
  credentials_scheme_mismatch:
    'it is bound to a DPoP key but was sent as a bearer token → Configure the client to send "Authorization: DPoP" and a proof.',
  token_not_bound:
    'it is not bound to a key or certificate, which the API requires → Configure the client to send a DPoP proof, or its certificate, to the token endpoint.',
  certificate_missing:
    'it is bound to a certificate, and the connection has none → Check "requestCert" of the server or, behind a proxy, "mutualTls" of the API.',
  certificate_mismatch: `it is not bound to the certificate of the connection → ${NEW_TOKEN}`,
  proof_key_mismatch: `it is not bound to the key of the proof → ${NEW_TOKEN}`,
  proof_missing: `the request has no DPoP proof → ${NEW_PROOF}`,
  proof_repeated: 'the request has several DPoP proofs → Find out what adds the second one.',
  proof_too_large: `the DPoP proof is longer than 12 KiB → ${NEW_PROOF}`,
  proof_malformed: `the DPoP proof is not well-formed → ${NEW_PROOF}`,
  proof_type_mismatch: `"typ" of the DPoP proof is not "dpop+jwt" → ${NEW_PROOF}`,
  proof_algorithm_not_allowed:
    'the algorithm of the DPoP proof is not allowed → Check "algs" in the challenge and the option "dpop.algorithms".',
  proof_key_private:
    'the DPoP proof contains a private key → Configure the client to create a new key and send only the public key.',
  proof_key_invalid: `the key of the DPoP proof is not valid → ${NEW_PROOF}`,
  proof_method_mismatch: `the DPoP proof is for another method → ${NEW_PROOF}`,
  proof_target_mismatch:
    'the DPoP proof is for another URL → Compare the option "publicUrl" of the API with the URL that the client calls.',
  proof_token_mismatch: `the DPoP proof is for another token → ${NEW_PROOF}`,
  proof_expired: `the DPoP proof is too old → ${NEW_PROOF}`,
  proof_issued_in_future:
    'the DPoP proof is from the future → Synchronize the clock of the client with NTP, or set the option "dpop.nonce" of the API.',
  proof_signature_invalid: `the signature of the DPoP proof is not valid → ${NEW_PROOF}`,
  proof_replayed: `the DPoP proof was used before → ${NEW_PROOF}`,
  proof_nonce_missing: `the DPoP proof has no nonce → ${REPEAT}`,
  proof_nonce_invalid: `the nonce of the DPoP proof is not valid → ${REPEAT}`,
  metadata_unreachable: `the metadata of {expectedIssuer} cannot be fetched → ${RUN_DOCTOR}`,
  metadata_invalid: `{expectedIssuer} publishes no usable metadata → ${RUN_DOCTOR}`,
  metadata_issuer_mismatch: `the metadata names another issuer than {expectedIssuer} → Configure "issuer" with exactly the issuer of the metadata. ${RUN_DOCTOR}`,
  jwks_unreachable: `the keys of {expectedIssuer} cannot be fetched → ${RUN_DOCTOR}`,
  jwks_invalid: `the key set of {expectedIssuer} has no usable key → ${RUN_DOCTOR}`,
  key_not_found: `the issuer does not publish the key that signed it → ${SAME_SERVER}`,
  signature_invalid: `the signature does not match → Copy all of the token again: one changed character is enough. ${SAME_SERVER}`,
  replay_store_unavailable:
    'the DPoP proof could not be recorded as used → Check the store of the option "dpop.replays".',
  revocation_unavailable:
    'the API could not find out whether it was revoked → Check the function "isRevoked" of the API and its store.',
  token_inactive:
    'the authorization server says that it is not active → Get a new one. If every token is inactive, allow the client of the API to introspect.',
  introspection_unreachable:
    'the introspection endpoint did not answer → Check the authorization server and the network path to it.',
  introspection_refused:
    'the authorization server refuses the API as a client → Check "clientId" and its secret or key in the option "introspection".',
  introspection_invalid:
    'the response of the introspection endpoint is not valid → Check the response of the endpoint.',
  introspection_busy:
    'too many requests wait for the introspection endpoint → Check the authorization server, and find out who sends so many tokens.',
  token_revoked: `it was revoked → ${NEW_TOKEN}`,
  claims_rejected:
    'its claims do not satisfy the schema of the API → Configure the authorization server to issue them, or change the option "claims".',
  token_replayed: 'it is a logout token that was used before → Nothing to do.',
  token_rejected: 'the API’s own check refused it → Check the function "validate".',
  scope_insufficient:
    'missing scopes, which the route requires: {missing} → Configure the client to request them, and grant them to it at the authorization server.',
  permission_insufficient: 'a permission is missing → Assign it at the authorization server.',
  role_insufficient: 'a role is missing → Assign it at the authorization server.',
  claim_insufficient: 'a claim is not as the route requires → Compare the claims below.',
  authentication_insufficient:
    'the sign-in was too weak or too long ago → Configure the client to sign the user in again with the acr_values and max_age of the challenge.'
}
