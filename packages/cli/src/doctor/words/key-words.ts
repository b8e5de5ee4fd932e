import type { CheckWords } from './phrase.ts'

/** Words for the checks of the key set. */
export const KEY_WORDS: Readonly<Record<string, CheckWords>> = {
  'X-21': {
    good: { says: 'published, safe transport' },
    missing: {
      says: 'the metadata has no "jwks_uri"',
      hint: 'The server publishes no keys: its access tokens are opaque or signed with a secret. Ask it for JWT access tokens.'
    },
    not_a_url: {
      says: '"jwks_uri" is no URL',
      hint: 'Fix the base-URL or proxy setting of the authorization server.'
    },
    plain_http: {
      says: '"jwks_uri" is plain http',
      hint: 'Whoever sits between could hand out keys of their own, so it is not fetched. Fix the base-URL or proxy setting.'
    },
    other_domain: {
      says: 'on another domain: {host}',
      hint: 'Make sure that domain is yours or your provider’s.'
    }
  },
  'X-22': {
    good: { says: '{count:key} in {milliseconds} ms' },
    unreachable: {
      says: 'no answer ({failure:words})',
      hint: 'The API would answer 503 until the keys can be fetched.'
    },
    redirect: {
      says: 'redirected (status {status})',
      hint: 'Portcullis follows no redirects; publish the final address.'
    },
    status: {
      says: 'status {status}',
      hint: 'Open the address in a browser: it must show JSON with "keys".'
    },
    html: {
      says: 'a page for people',
      hint: 'A login page or a proxy answers instead of the authorization server.'
    },
    too_large: { says: 'more than 256 KiB', hint: 'Portcullis reads no more. Remove retired keys.' },
    no_key_set: { says: 'it is no JWK Set', hint: 'The answer must be a JSON object with an array "keys".' },
    empty: {
      says: 'the key set is empty',
      hint: 'The server signs with a secret (HS256) or has no signing keys. Move it to asymmetric keys, such as RS256 or ES256.'
    },
    large: {
      says: '{bytes:byte}',
      hint: 'Remove retired keys: Portcullis reads 256 KiB at most.'
    },
    too_many: { says: '{count:key}', hint: 'Portcullis takes 100 at most. Remove retired ones.' },
    too_slow: {
      says: 'it took {seconds} s',
      hint: 'Portcullis waits 3 s (keys.fetchTimeoutSeconds); the API would answer 503.'
    },
    slow: {
      says: 'it took {seconds} s',
      hint: 'The first requests to the API wait for it; the limit is 3 s.'
    },
    other_type: { says: 'the content type is "{type}"', hint: 'Have the server send application/json.' }
  },
  'X-23': {
    none: { says: 'public members only' },
    published: {
      says: 'PRIVATE KEY PUBLISHED: {keys}',
      hint: 'Anybody can sign tokens. Replace the key now, then find out who has read it.'
    },
    empty: {
      says: 'private members without a value: {keys}',
      hint: 'Leave them out: Portcullis takes no key that has them, and refuses its tokens.'
    }
  },
  'X-24': {
    none: { says: 'none' },
    published: {
      says: 'SECRET PUBLISHED: {keys}',
      hint: 'A symmetric key in public lets anybody sign tokens. Replace it now, with an asymmetric one.'
    }
  },
  'X-25': {
    unique: { says: '{count}, all different' },
    no_string: {
      says: 'a kid is no string',
      hint: 'Portcullis takes no such key, and refuses its tokens (RFC 7517 section 4.5).'
    },
    duplicate: {
      says: 'two keys of one kind share a kid: {kids}',
      hint: 'Verifiers cannot choose between them. Give each its own kid.'
    },
    missing: {
      says: 'several {types} keys without a kid',
      hint: 'Verifiers cannot choose between them. Give each its own kid.'
    },
    missing_one: {
      says: 'a key has no kid',
      hint: 'It works while it is alone of its kind; a rotation will break it.'
    },
    duplicate_across_types: {
      says: 'keys of different kinds share a kid: {kids}',
      hint: 'Give each its own kid.'
    }
  },
  'X-26': {
    signatures: { says: 'marked for signatures' },
    none_for_signatures: { says: 'no key for signatures', hint: 'Mark signing keys with "use": "sig".' },
    unmarked: {
      says: 'not marked, beside keys for encryption: {keys}',
      hint: 'Mark signing keys with "use": "sig".'
    },
    marked_twice: { says: 'both "use" and "key_ops": {keys}', hint: 'Use one of the two.' }
  },
  'X-27': {
    strong: { says: 'RSA 2048 or more, common curves' },
    weak_rsa: {
      says: 'RSA of {bits} bits: {keys}',
      hint: 'At least 2048 are needed. Tokens signed with this key are refused.'
    },
    unreadable: {
      says: 'no valid key: {keys}',
      hint: 'Its members do not make a key. Tokens signed with it are refused.'
    },
    uncommon_curve: {
      says: 'uncommon curve: {keys}',
      hint: 'Use P-256, P-384, P-521 or Ed25519; few verifiers know others.'
    },
    small_exponent: {
      says: 'RSA exponent below 65537: {keys}',
      hint: 'Make new keys with the usual exponent.'
    },
    many: { says: '{count:key}', hint: 'Remove retired ones.' }
  },
  'X-28': {
    allowed: { says: '{algorithms}' },
    not_jose: {
      says: '{algorithms}: not for JWTs',
      hint: 'ESP256 and its like are COSE names; in a JWK it is ES256.'
    },
    misfit: {
      says: 'not for this kind of key: {keys}',
      hint: 'RS256 is for RSA, ES256 for P-256, Ed25519 for Ed25519. Tokens signed with the key are refused.'
    },
    none_usable: {
      says: 'none that signs access tokens',
      hint: 'The API refuses every token. Use RS256, PS256, ES256 or Ed25519.'
    },
    unknown: { says: 'also {algorithms}', hint: 'Tokens signed with them are refused.' },
    deprecated: { says: '{algorithms}: deprecated', hint: 'Name it Ed25519 (RFC 9864).' },
    absent: {
      says: 'no "alg": {keys}',
      hint: 'It works; a key with "alg" cannot be used for another algorithm.'
    }
  },
  'X-29': {
    absent: { says: 'none published' },
    match: { says: 'they match their keys' },
    unreadable: {
      says: 'not readable: {keys}',
      hint: 'Verifiers that use the certificate will fail; Portcullis does not.'
    },
    other_key: {
      says: 'for another key: {keys}',
      hint: 'Verifiers that use the certificate will fail; Portcullis does not.'
    },
    other_thumbprint: {
      says: 'x5t does not match: {keys}',
      hint: 'Publish the thumbprint of this certificate.'
    },
    expired: {
      says: 'expired: {keys}',
      hint: 'Verifiers that use the certificate will fail; Portcullis does not.'
    }
  },
  'X-51': {
    good: { says: 'between 5 minutes and a day' },
    unsaid: { says: 'no lifetime given: verifiers choose' },
    short: { says: 'less than 5 minutes: verifiers round up' },
    not_stored: {
      says: 'no-store: {documents}',
      hint: 'Clients that obey fetch keys for every token. Portcullis keeps them 60 s at least.'
    },
    too_long: {
      says: 'more than a day: {documents}',
      hint: 'Keys that were revoked stay trusted that long by clients that obey.'
    }
  }
}
