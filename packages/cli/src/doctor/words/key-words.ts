import type { CheckWords } from '../../words/phrase.ts'

const OWN_KID = 'Verifiers cannot choose between them. Give each its own kid.'
const CERTIFICATE = 'Verifiers that use the certificate fail; Portcullis does not use it.'
const MARK = 'Mark signing keys with "use": "sig".'

/** Words for the checks of the key set. */
export const KEY_WORDS: CheckWords = {
  'X-21': {
    good: 'published, safe transport',
    missing:
      'the metadata has no "jwks_uri" → The server publishes no keys: its access tokens are opaque or signed with a secret. Request JWT access tokens.',
    not_a_url:
      '"jwks_uri" is not a URL that Portcullis fetches → It must be absolute, without user name, spaces and #. Fix the base URL or proxy setting of the authorization server.',
    plain_http:
      '"jwks_uri" is plain http → An attacker on the network could replace the keys, so Portcullis does not fetch it. Fix the base URL or proxy setting.',
    other_domain: 'on another domain: {host} → Make sure that domain is yours or your provider’s.'
  },
  'X-22': {
    good: '{count:key} in {milliseconds} ms',
    unreachable: 'no answer ({failure:words}) → The API answers 503 until it can fetch the keys.',
    redirect: 'redirected (status {status}) → Portcullis follows no redirects; publish the final address.',
    status: 'status {status} → Open the address in a browser: it must show JSON with "keys".',
    html: 'an HTML page → A login page or a proxy answers instead of the authorization server.',
    too_large: 'more than 256 KiB → Portcullis reads no more. Remove retired keys.',
    no_key_set: 'not a JWK Set → The answer must be a JSON object with an array "keys".',
    empty:
      'the key set is empty → The server signs with a secret (HS256) or has no signing keys. Move it to asymmetric keys, such as RS256 or ES256.',
    large: '{bytes:byte} → Remove retired keys: Portcullis reads at most 256 KiB.',
    too_many: '{count:key} → Portcullis accepts at most 100. Remove retired ones.',
    too_slow: 'it took {seconds} s → Portcullis waits 3 s (keys.fetchTimeoutSeconds); the API answers 503.',
    slow: 'it took {seconds} s → The first requests to the API wait for it; the limit is 3 s.',
    other_type: 'the content type is "{type}" → Configure the server to send application/json.'
  },
  'X-23': {
    none: 'only public members',
    published:
      'PRIVATE KEY PUBLISHED: {keys} → Anyone can sign tokens. Replace the key now, then find out who has read it.',
    empty:
      'private members without a value: {keys} → Omit them: Portcullis skips keys with such members, and refuses their tokens.'
  },
  'X-24': {
    none: 'none',
    published:
      'SECRET PUBLISHED: {keys} → With a public symmetric key anyone can sign tokens. Replace it now, with an asymmetric one.'
  },
  'X-25': {
    unique: '{count}, all different',
    no_string:
      'a kid is not a string → Portcullis skips the key, and refuses its tokens (RFC 7517 section 4.5).',
    duplicate: `two keys of one kind share a kid: {kids} → ${OWN_KID}`,
    missing: `several {types} keys without a kid → ${OWN_KID}`,
    missing_one:
      'a key has no kid → It works as long as it is the only key of its kind; a rotation breaks it.',
    duplicate_across_types: 'keys of different kinds share a kid: {kids} → Give each its own kid.'
  },
  'X-26': {
    signatures: 'marked for signatures',
    none_for_signatures: `no key for signatures → ${MARK}`,
    unmarked: `not marked, in a set with keys for encryption: {keys} → ${MARK}`,
    marked_twice: 'both "use" and "key_ops": {keys} → Use one of the two.'
  },
  'X-27': {
    strong: 'RSA 2048 or more, common curves',
    weak_rsa:
      'RSA of {bits} bits: {keys} → At least 2048 bits are needed. Tokens signed with this key are refused.',
    unreadable: 'unusable: {keys} → Tokens signed with it are refused: {reason}.',
    uncommon_curve:
      'uncommon curve: {keys} → Use P-256, P-384, P-521 or Ed25519; few verifiers support others.',
    small_exponent: 'RSA exponent below 65537: {keys} → Create new keys with the usual exponent.',
    many: '{count:key} → Remove retired ones.'
  },
  'X-28': {
    allowed: '{algorithms}',
    not_jose: '{algorithms}: not for JWTs → ESP256 and the like are COSE names; in a JWK it is ES256.',
    misfit:
      'not for this kind of key: {keys} → RS256 is for RSA, ES256 for P-256, Ed25519 for Ed25519. Tokens signed with the key are refused.',
    none_usable:
      'none verifies access tokens → The API refuses every token. Use RS256, PS256, ES256 or Ed25519.',
    unknown: 'also {algorithms} → Tokens signed with them are refused.',
    deprecated: '{algorithms}: deprecated → Name it Ed25519 (RFC 9864).',
    absent: 'no "alg": {keys} → It works; a key with "alg" cannot be used for another algorithm.'
  },
  'X-29': {
    absent: 'none published',
    match: 'they match their keys',
    unreadable: `not readable: {keys} → ${CERTIFICATE}`,
    other_key: `for another key: {keys} → ${CERTIFICATE}`,
    other_thumbprint: 'x5t does not match: {keys} → Publish the thumbprint of this certificate.',
    expired: `expired: {keys} → ${CERTIFICATE}`
  },
  'X-30': {
    usable: '{algorithms}',
    none_listed: '"none" is among them → For information: this list is about ID tokens, not access tokens.',
    symmetric_only:
      'only HMAC → An API cannot verify tokens that are signed with a secret it must not know. Move to RS256 or ES256.'
  },
  'X-51': {
    good: 'between 5 minutes and a day',
    unsaid: 'no lifetime: verifiers choose',
    short: 'less than 5 minutes: verifiers round up',
    not_stored:
      'no-store: {documents} → Clients that obey it fetch keys for every token. Portcullis caches them for at least 60 s.',
    too_long: 'more than a day: {documents} → Clients that obey it trust revoked keys for that long.'
  }
}
