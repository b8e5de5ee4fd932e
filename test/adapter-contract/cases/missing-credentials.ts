import { verifies } from '../../requirements.ts'
import { accessToken } from '../../tokens/authority.ts'
import type { ContractCase } from '../contract-case.ts'
import { noCredentials, noCredentialsFor, served } from '../expected-answer.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** Requests that carry no usable credentials: none, of another scheme, or at a place that is not read. */
export const missingCredentials: readonly ContractCase[] = [
  {
    title: verifies(
      'B-10',
      'B-6',
      'B-7',
      'H-4',
      'H-13',
      'a request without credentials gets a bare challenge and no reason'
    ),
    path: '/protected',
    answer: noCredentials
  },
  {
    title: verifies('B-10', 'a request without credentials to a guarded route gets no error'),
    path: '/messages',
    answer: noCredentialsFor('read:messages'),
    answerOnExpress: noCredentials
  },
  {
    title: 'a POST without credentials is refused before its guard',
    method: 'POST',
    path: '/messages',
    answer: noCredentialsFor('read:messages write:messages'),
    answerOnExpress: noCredentials
  },
  {
    title: verifies('H-12', 'HEAD without credentials gets the answer of GET'),
    method: 'HEAD',
    path: '/protected',
    answer: noCredentials
  },
  {
    title: verifies('H-5', 'Basic credentials are treated as absent'),
    path: '/protected',
    authorization: () => 'Basic eDp5',
    answer: noCredentials
  },
  {
    title: verifies('H-5', 'DPoP credentials are treated as absent without the option dpop'),
    path: '/protected',
    authorization: () => `DPoP ${accessToken()}`,
    answer: noCredentials
  },
  {
    title: 'a scheme that only starts with Bearer is another scheme',
    path: '/protected',
    authorization: () => `Bearerx ${accessToken()}`,
    answer: noCredentials
  },
  {
    title: 'a token without a scheme in front counts as no credentials',
    path: '/protected',
    authorization: () => accessToken(),
    answer: noCredentials
  },
  {
    title: verifies('B-4', 'a valid token in the query string is not read'),
    path: '/protected?access_token=VALID',
    answer: noCredentials
  },
  {
    title: verifies('B-4', 'a token in the query string beside a valid one in the header is ignored'),
    path: '/protected?access_token=junk',
    authorization: () => `Bearer ${accessToken()}`,
    answer: served()
  },
  {
    title: verifies('B-18', 'a valid token in a cookie is not read'),
    path: '/protected',
    headers: { cookie: 'access_token=VALID' },
    answer: noCredentials
  },
  {
    title: verifies('B-3', 'a valid token in a form body is not read by default'),
    method: 'POST',
    path: '/protected',
    headers: form,
    body: 'access_token=VALID',
    answer: noCredentials
  }
]
