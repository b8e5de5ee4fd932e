import { verifies } from '../../requirements.ts'
import { accessToken } from '../../tokens/authority.ts'
import type { ContractCase } from '../contract-case.ts'
import { invalidRequest, served } from '../expected-answer.ts'

/** Bearer credentials whose grammar is broken, and odd ones that are not. */
export const malformedCredentials: readonly ContractCase[] = [
  {
    title: verifies('B-2', 'B-1', 'a valid token is accepted'),
    path: '/protected',
    authorization: () => `Bearer ${accessToken()}`,
    answer: served()
  },
  {
    title: verifies('H-1', 'the scheme may be written in any case'),
    path: '/protected',
    authorization: () => `bEaReR ${accessToken()}`,
    answer: served()
  },
  {
    title: verifies('H-2', 'two spaces between scheme and token are accepted'),
    path: '/protected',
    authorization: () => `Bearer  ${accessToken()}`,
    answer: served()
  },
  {
    title: verifies('H-2', 'B-11', 'a scheme without a token is malformed'),
    path: '/protected',
    authorization: () => 'Bearer',
    answer: invalidRequest
  },
  {
    title: verifies('H-2', 'B-11', 'a space inside the token is malformed'),
    path: '/protected',
    authorization: () => 'Bearer a b',
    answer: invalidRequest
  },
  {
    title: verifies('H-2', 'B-11', 'a comma after the token is malformed'),
    path: '/protected',
    authorization: () => `Bearer ${accessToken()}, Basic eDp5`,
    answer: invalidRequest
  },
  {
    title: verifies('H-2', 'B-11', 'a quoted token is malformed'),
    path: '/protected',
    authorization: () => `Bearer "${accessToken()}"`,
    answer: invalidRequest
  },
  {
    title: verifies('J-6', 'a JSON serialisation is malformed'),
    path: '/protected',
    authorization: () => 'Bearer {"payload":"e30","signatures":[]}',
    answer: invalidRequest
  },
  {
    title: 'a padding sign inside the token is malformed',
    path: '/protected',
    authorization: () => 'Bearer a=b',
    answer: invalidRequest
  }
]
