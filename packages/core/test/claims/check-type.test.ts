import { describe, expect, test } from 'vitest'
import { checkAccessTokenType, checkJwtType } from '../../src/claims/check-type.ts'
import type { JoseHeader } from '../../src/jws/unverified-token.ts'
import { ask } from '../support/expectations.ts'

const accessTokenTypes = [
  'at+jwt',
  'AT+JWT',
  'At+Jwt',
  'application/at+jwt',
  'Application/AT+JWT',
  'APPLICATION/at+jwt'
]
const jwtTypes = ['JWT', 'jwt', 'application/jwt', 'Application/JWT']
const otherTypes = [
  '',
  ' ',
  'at+jwt ',
  ' at+jwt',
  'at+jwt;x=1',
  'at+jwts',
  'xat+jwt',
  'at jwt',
  'application/',
  'application/application/at+jwt',
  'application/at+jwt/x',
  'text/at+jwt',
  'text/plain',
  'xapplication/at+jwt',
  'x/application/at+jwt',
  'id+jwt',
  'dpop+jwt',
  'logout+jwt',
  'secevent+jwt',
  'token-introspection+jwt',
  'statuslist+jwt',
  'JWS',
  'none'
]

function headerOf(typ: string | undefined): JoseHeader {
  return typ === undefined ? { alg: 'RS256' } : { alg: 'RS256', typ }
}

describe('in the profile of RFC 9068, the type', () => {
  test.each(accessTokenTypes)('%j is that of an access token', (typ) => {
    expect(ask(checkAccessTokenType, { header: headerOf(typ) })).toBeUndefined()
  })

  test.each([undefined, ...jwtTypes, ...otherTypes])('%j is another', (typ) => {
    expect(ask(checkAccessTokenType, { header: headerOf(typ) })).toEqual({
      code: 'token_type_mismatch',
      claim: 'typ',
      hint: 'profile "rfc9068" requires "typ": "at+jwt" in the header: configure the authorization server to set it, or use profile "jwt"'
    })
  })
})

describe('in the profile jwt, the type', () => {
  test.each([undefined, ...jwtTypes, ...accessTokenTypes])('%j may be that of an access token', (typ) => {
    expect(ask(checkJwtType, { header: headerOf(typ) })).toBeUndefined()
  })

  test.each(otherTypes)('%j is another', (typ) => {
    expect(ask(checkJwtType, { header: headerOf(typ) })).toEqual({
      code: 'token_type_mismatch',
      claim: 'typ',
      hint: 'the "typ" in the header belongs to another kind of token: the client must send the access token'
    })
  })

  test.each(['application/okta-internal-at+jwt', 'okta-internal-AT+JWT'])(
    '%j is that of the Okta org authorization server',
    (typ) => {
      expect(ask(checkJwtType, { header: headerOf(typ) })).toEqual({
        code: 'token_type_mismatch',
        claim: 'typ',
        hint: 'this is a token of the Okta org authorization server, which only Okta can verify: use a custom authorization server (issuer …/oauth2/default)'
      })
    }
  )

  test('that only starts like that of Okta has the general hint', () => {
    const failure = ask(checkJwtType, { header: headerOf('okta-internal-at+jwt;x') })
    expect(failure?.hint).toMatch(/belongs to another kind of token/u)
  })
})
