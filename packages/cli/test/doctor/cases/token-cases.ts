import type { ErrorCode } from '@portcullis/core'
import { ISSUER, NOW } from '../exchanges.ts'
import { all, withDocument, withSettings, withToken, type Change, type CheckCase } from '../change-facts.ts'

const keepAll = withSettings({})
const fapi = withSettings({ profile: 'fapi2' })
const boundByClient = all(withSettings({ audience: undefined }), withToken({ aud: undefined }))
const stepUp = all(withSettings({ needs: ['step-up'] }), withDocument({ acr_values_supported: ['1'] }))
const bound = { cnf: { jkt: 'thumbprint' } }
const atEntra = withSettings({
  issuer: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0'
})

/** A token whose parser fails with a code, and that has no readable claims. */
function unreadable(code: ErrorCode): Change {
  const failure = { code, hint: undefined }
  const parts = { unverifiedHeader: undefined, unverifiedClaims: undefined }
  return (facts) => ({ ...facts, token: { failure, bytes: 100, signatureFailure: failure, ...parts } })
}

/** A token with a readable header that the parser refuses. */
function refused(code: ErrorCode): Change {
  return all(withToken({}), (facts) =>
    facts.token === undefined
      ? facts
      : { ...facts, token: { ...facts.token, failure: { code, hint: undefined } } }
  )
}

/** A token whose signature verification fails with a code. */
function unsigned(signatureCode: ErrorCode, header = {}): Change {
  const signatureFailure = { code: signatureCode, hint: undefined }
  return all(withToken({}, header), (facts) =>
    facts.token === undefined ? facts : { ...facts, token: { ...facts.token, signatureFailure } }
  )
}

function sized(bytes: number): Change {
  return all(withToken({}), (facts) =>
    facts.token === undefined ? facts : { ...facts, token: { ...facts.token, bytes } }
  )
}

/** Facts for the checks of a sample token. */
export const TOKEN_CASES: readonly CheckCase[] = [
  { id: 'X-31', ends: 'pass good', when: keepAll },
  { id: 'X-31', ends: 'fail opaque', when: unreadable('token_opaque') },
  {
    id: 'X-31',
    ends: 'fail introspectable',
    when: all(unreadable('token_opaque'), withDocument({ introspection_endpoint: `${ISSUER}/introspect` }))
  },
  { id: 'X-31', ends: 'fail encrypted', when: unreadable('token_encrypted') },
  { id: 'X-31', ends: 'fail malformed', when: unreadable('token_malformed') },
  { id: 'X-31', ends: 'fail no_expiry', when: withToken({ exp: undefined }) },
  { id: 'X-31', ends: 'fail wrong_type', when: withToken({ exp: Infinity }) },
  { id: 'X-31', ends: 'fail wrong_type', when: withToken({ exp: -Infinity }) },
  { id: 'X-31', ends: 'fail wrong_type', when: withToken({ iat: -Infinity }) },
  { id: 'X-31', ends: 'fail very_long', when: withToken({ iat: NOW, exp: NOW + 90_000 }) },
  { id: 'X-31', ends: 'fail not_yet_valid', when: withToken({ nbf: NOW + 31 }) },
  { id: 'X-31', ends: 'pass good', when: withToken({ nbf: NOW + 30 }) },
  { id: 'X-31', ends: 'fail issued_in_future', when: withToken({ iat: NOW + 31 }) },
  { id: 'X-31', ends: 'fail very_long', when: withToken({ iat: undefined, exp: NOW + 86_401 }) },
  { id: 'X-31', ends: 'warn long', when: withToken({ iat: undefined, exp: NOW + 3601 }) },
  { id: 'X-31', ends: 'warn expired', when: withToken({ iat: undefined, exp: NOW - 60 }) },
  { id: 'X-31', ends: 'warn expired', when: withToken({ exp: NOW - 60 }) },
  { id: 'X-31', ends: 'warn long', when: withToken({ iat: NOW, exp: NOW + 7200 }) },
  { id: 'X-31', ends: 'warn long_bound', when: withToken({ iat: NOW, exp: NOW + 1200, ...bound }) },

  { id: 'X-32', ends: 'pass access_token', when: withToken({}, { typ: 'Application/AT+JWT' }) },
  { id: 'X-32', ends: 'fail unsigned', when: withToken({}, { alg: 'nOnE' }) },
  { id: 'X-32', ends: 'fail symmetric', when: withToken({}, { alg: 'HS256' }) },
  { id: 'X-32', ends: 'fail unknown_algorithm', when: withToken({}, { alg: 'ES256K' }) },
  { id: 'X-32', ends: 'fail unknown_algorithm', when: withToken({}, { alg: { toString: null } }) },
  { id: 'X-32', ends: 'fail unknown_kid', when: withToken({}, { kid: 'retired' }) },
  { id: 'X-32', ends: 'fail critical', when: refused('token_critical_header') },
  { id: 'X-32', ends: 'fail unfit_key', when: unsigned('key_not_found') },
  { id: 'X-32', ends: 'fail unfit_key', when: unsigned('key_not_found', { kid: undefined }) },
  { id: 'X-32', ends: 'fail unfit_key', when: unsigned('jwks_invalid') },
  { id: 'X-32', ends: 'fail bad_signature', when: unsigned('signature_invalid') },
  { id: 'X-32', ends: 'fail bad_signature', when: unsigned('token_malformed') },
  { id: 'X-32', ends: 'fail other_type', when: withToken({}, { typ: { toString: null } }) },
  { id: 'X-32', ends: 'skip no_keys', when: (facts) => ({ ...facts, keys: undefined }) },
  { id: 'X-32', ends: 'fail other_type', when: withToken({}, { typ: 'application/okta-internal-at+jwt' }) },
  { id: 'X-32', ends: 'warn no_kid', when: withToken({}, { kid: undefined }) },
  { id: 'X-32', ends: 'warn general_type', when: withToken({}, { typ: 'JWT' }) },
  { id: 'X-32', ends: 'warn general_type', when: withToken({}, { typ: undefined }) },

  { id: 'X-33', ends: 'pass exact', when: keepAll },
  { id: 'X-33', ends: 'fail missing', when: withToken({ aud: undefined }) },
  { id: 'X-33', ends: 'fail slash', when: withToken({ aud: 'https://api.example.com/' }) },
  { id: 'X-33', ends: 'fail different', when: withToken({ aud: 'account' }) },
  {
    id: 'X-33',
    ends: 'warn several',
    when: withToken({ aud: ['https://api.example.com', `${ISSUER}/userinfo`] })
  },

  { id: 'X-34', ends: 'pass complete', when: keepAll },
  { id: 'X-34', ends: 'fail missing', when: withToken({ exp: null }) },
  { id: 'X-34', ends: 'fail missing', when: withToken({ aud: undefined }) },
  {
    id: 'X-34',
    ends: 'fail missing',
    when: all(boundByClient, withToken({ client_id: 'other', azp: 'app' }))
  },
  { id: 'X-34', ends: 'fail missing', when: all(boundByClient, withToken({ aud: null })) },
  { id: 'X-34', ends: 'warn incomplete', when: boundByClient },
  {
    id: 'X-34',
    ends: 'warn incomplete',
    when: all(boundByClient, withToken({ client_id: undefined, azp: 'app' }))
  },
  { id: 'X-34', ends: 'warn incomplete', when: withToken({ sub: null }) },
  { id: 'X-34', ends: 'warn incomplete', when: withToken({ sub: undefined }) },
  { id: 'X-34', ends: 'fail wrong_type', when: withToken({ exp: '1790000300' }) },
  { id: 'X-34', ends: 'fail wrong_type', when: withToken({ exp: Infinity }) },
  { id: 'X-34', ends: 'fail wrong_type', when: withToken({ auth_time: -Infinity }) },
  { id: 'X-34', ends: 'fail milliseconds', when: withToken({ exp: (NOW + 300) * 1000 }) },
  { id: 'X-34', ends: 'warn incomplete', when: withToken({ client_id: undefined, azp: 'app' }) },

  { id: 'X-35', ends: 'pass equal', when: keepAll },
  { id: 'X-35', ends: 'fail missing', when: withToken({ iss: undefined }) },
  { id: 'X-35', ends: 'fail differs', when: withToken({ iss: 'https://sts.windows.net/tenant/' }) },

  { id: 'X-36', ends: 'pass access_token', when: withToken({ nonce: 'n' }) },
  { id: 'X-36', ends: 'fail named', when: withToken({ token_use: 'id' }) },
  { id: 'X-36', ends: 'fail named', when: withToken({ typ: 'ID' }) },
  { id: 'X-36', ends: 'fail named', when: withToken({ tokenName: 'refresh_token' }) },
  { id: 'X-36', ends: 'fail named', when: withToken({ tokenType: 'refresh-token' }) },
  {
    id: 'X-36',
    ends: 'pass access_token',
    when: withToken({ token_type: 'Bearer', purpose: 'access_token' })
  },
  { id: 'X-36', ends: 'fail marks', when: withToken({ nonce: 'n', scope: undefined }, { typ: 'JWT' }) },
  {
    id: 'X-36',
    ends: 'fail for_the_client',
    when: withToken({ aud: 'app', scope: undefined }, { typ: 'JWT' })
  },
  {
    id: 'X-36',
    ends: 'fail for_the_client',
    when: withToken({ aud: 'app', client_id: undefined, scope: undefined }, { typ: 'JWT' })
  },
  {
    id: 'X-36',
    ends: 'fail preset_refuses',
    when: all(atEntra, withToken({ client_id: undefined, scope: undefined }, { typ: 'JWT' }))
  },
  {
    id: 'X-36',
    ends: 'pass access_token',
    when: all(atEntra, withToken({ azp: 'app' }, { typ: 'JWT' }))
  },

  { id: 'X-37', ends: 'pass granted', when: keepAll },
  { id: 'X-37', ends: 'fail insufficient', when: withToken({ scope: 'READ:messages read:all' }) },
  {
    id: 'X-37',
    ends: 'fail insufficient',
    when: withToken({ scope: undefined, scp: ['read:messages write'] })
  },
  { id: 'X-37', ends: 'warn array', when: withToken({ scope: ['read:messages'] }) },
  { id: 'X-37', ends: 'warn scp', when: withToken({ scope: undefined, scp: ['read:messages'] }) },
  {
    id: 'X-37',
    ends: 'warn roles_only',
    when: all(
      withSettings({ scopes: undefined }),
      withToken({ scope: undefined, realm_access: { roles: ['clerk'] } })
    )
  },
  { id: 'X-37', ends: 'warn none', when: all(withSettings({ scopes: [] }), withToken({ scope: '' })) },

  { id: 'X-38', ends: 'pass announced', when: withDocument({ acr_values_supported: ['1', '2'] }) },
  { id: 'X-38', ends: 'fail claims_absent', when: withSettings({ needs: ['step-up'] }) },
  {
    id: 'X-38',
    ends: 'warn not_announced',
    when: all(withSettings({ needs: ['step-up'] }), withToken({ acr: '1', auth_time: NOW }))
  },

  {
    id: 'X-38',
    ends: 'skip no_token',
    when: all(stepUp, (facts) => ({ ...facts, token: undefined }))
  },
  { id: 'X-38', ends: 'skip unreadable_token', when: all(stepUp, unreadable('token_opaque')) },
  { id: 'X-38', ends: 'pass announced', when: all(stepUp, withToken({ acr: '1', auth_time: NOW })) },

  { id: 'X-39', ends: 'pass not_needed', when: keepAll },
  { id: 'X-39', ends: 'pass bound', when: all(withSettings({ needs: ['dpop'] }), withToken(bound)) },
  { id: 'X-39', ends: 'fail unknown_method', when: withToken({ cnf: { jwe: 'x' } }) },
  { id: 'X-39', ends: 'pass bound', when: all(fapi, withToken(bound)) },
  { id: 'X-39', ends: 'fail other_method', when: all(withSettings({ needs: ['mtls'] }), withToken(bound)) },
  {
    id: 'X-39',
    ends: 'fail other_method',
    when: all(withSettings({ needs: ['dpop'] }), withToken({ cnf: { 'x5t#S256': 'x' } }))
  },
  {
    id: 'X-39',
    ends: 'fail other_method',
    when: all(withSettings({ needs: ['dpop', 'mtls'] }), withToken(bound))
  },
  { id: 'X-39', ends: 'fail unbound', when: fapi },
  { id: 'X-39', ends: 'fail unbound', when: withSettings({ needs: ['mtls'] }) },
  { id: 'X-39', ends: 'warn bound_unasked', when: withToken({ cnf: { 'x5t#S256': 'x' } }) },

  { id: 'X-40', ends: 'pass apart', when: keepAll },
  { id: 'X-40', ends: 'warn same', when: withToken({ sub: 'app', auth_time: NOW }) },
  { id: 'X-40', ends: 'skip not_needed', when: withToken({ sub: 'app' }) },
  { id: 'X-40', ends: 'skip not_needed', when: withToken({ sub: null }) },
  { id: 'X-40', ends: 'skip not_needed', when: withToken({ client_id: undefined }) },

  { id: 'X-41', ends: 'pass small', when: sized(4095) },
  { id: 'X-41', ends: 'warn large', when: sized(4096) },
  { id: 'X-41', ends: 'fail too_large', when: sized(8193) }
]
