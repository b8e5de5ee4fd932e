import { verifies } from '../../requirements.ts'
import { accessToken, issuer, keys, nowSeconds, tokenOf, validHeader } from '../../tokens/authority.ts'
import { createSigningKey } from '../../tokens/signing-key.ts'
import type { ContractCase } from '../contract-case.ts'
import { expiredToken, invalidToken, served } from '../expected-answer.ts'

const stranger = { ...createSigningKey('ES256', keys.ec.kid), kid: keys.ec.kid }

interface TokenRow {
  title: string
  token: () => string
  answer?: ContractCase['answer']
}

const rows: readonly TokenRow[] = [
  { title: verifies('B-9', 'B-12', 'T-9', 'an opaque token is invalid'), token: () => 'abc' },
  { title: 'an opaque token with padding is invalid', token: () => 'abc==' },
  { title: 'three parts of nonsense are invalid', token: () => 'a.b.c' },
  {
    title: verifies('T-7', 'J-1', 'a token signed by another key of the same kid is invalid'),
    token: () => accessToken({}, stranger)
  },
  {
    title: verifies('B-20', 'T-6', 'a token for another audience is invalid'),
    token: () => accessToken({ aud: 'other' })
  },
  {
    title: verifies('T-5', 'a token of another issuer is invalid'),
    token: () => accessToken({ iss: `${issuer}/` })
  },
  {
    title: verifies('J-4', 'a token with alg none is invalid'),
    token: () => tokenOf({ header: validHeader({ alg: 'none' }) })
  },
  {
    title: verifies('B-1', 'T-8', 'an expired token is invalid and the client is told why'),
    token: () => accessToken({ exp: nowSeconds() - 60 }),
    answer: expiredToken
  },
  { title: 'a token without exp is invalid', token: () => accessToken({ exp: undefined }) },
  {
    title: 'a token that is bound to a key is invalid as a bearer token',
    token: () => accessToken({ cnf: { jkt: 'x' } })
  },
  { title: 'an RSA token is accepted', token: () => accessToken({}, keys.rsa), answer: served() },
  { title: 'an Ed25519 token is accepted', token: () => accessToken({}, keys.ed), answer: served() }
]

/** Well-formed credentials with a token that is not valid, for one reason each. */
export const invalidTokens: readonly ContractCase[] = rows.map(({ title, token, answer = invalidToken }) => ({
  title,
  path: '/protected',
  authorization: () => `Bearer ${token()}`,
  answer
}))

/** A token for another audience, on each route and method that has a guard or none. */
export const otherAudienceEverywhere: readonly ContractCase[] = (
  [
    ['GET', '/protected'],
    ['POST', '/protected'],
    ['PUT', '/protected'],
    ['DELETE', '/protected'],
    ['GET', '/claims'],
    ['GET', '/messages'],
    ['POST', '/messages'],
    ['GET', '/any'],
    ['GET', '/permission'],
    ['GET', '/role'],
    ['GET', '/claim'],
    ['GET', '/step-up'],
    ['GET', '/optional']
  ] as const
).map(([method, path]) => ({
  title: `${verifies('B-20', 'a token for another audience is refused on every route and method')} ${method} ${path}`,
  method,
  path,
  authorization: () => `Bearer ${accessToken({ aud: 'https://other.example.test' })}`,
  answer: invalidToken
}))
