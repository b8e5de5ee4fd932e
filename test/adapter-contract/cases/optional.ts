import { accessToken, nowSeconds } from '../../tokens/authority.ts'
import type { ContractCase } from '../contract-case.ts'
import { expiredToken, invalidRequest, invalidToken, served, servedAnonymously } from '../expected-answer.ts'

const expired = () => `Bearer ${accessToken({ exp: nowSeconds() - 60 })}`
const valid = () => `Bearer ${accessToken()}`

/** Routes that need no token: public ones, and both optional modes. */
export const optional: readonly ContractCase[] = [
  {
    title: 'a public route answers without credentials',
    path: '/public',
    answer: { status: 200, json: { public: true } }
  },
  {
    title: 'a public route does not look at a token',
    path: '/public',
    authorization: expired,
    answer: { status: 200, json: { public: true } }
  },
  { title: 'an optional route without a token is anonymous', path: '/optional', answer: servedAnonymously() },
  {
    title: 'an optional route with a token knows its caller',
    path: '/optional',
    authorization: valid,
    answer: served()
  },
  {
    title: 'an optional route refuses an expired token',
    path: '/optional',
    authorization: expired,
    answer: expiredToken
  },
  {
    title: 'an optional route refuses an invalid token',
    path: '/optional',
    authorization: () => 'Bearer abc',
    answer: invalidToken
  },
  {
    title: 'an optional route refuses malformed credentials',
    path: '/optional',
    authorization: () => 'Bearer a b',
    answer: invalidRequest
  },
  {
    title: 'a forgiving route without a token is anonymous and without a failure',
    path: '/optional-anonymous',
    answer: servedAnonymously(null)
  },
  {
    title: 'a forgiving route with an expired token is anonymous and has the reason',
    path: '/optional-anonymous',
    authorization: expired,
    answer: servedAnonymously('token_expired')
  },
  {
    title: 'a forgiving route with a valid token knows its caller',
    path: '/optional-anonymous',
    authorization: valid,
    answer: served(['read:messages'], null)
  }
]
