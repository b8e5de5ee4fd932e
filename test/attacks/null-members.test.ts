import { accessToken, tokenOf, validClaims, validHeader } from '../tokens/authority.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const untyped = validHeader({ typ: 'JWT' })
const withoutScope = { scope: undefined, client_id: undefined }

const served: readonly Attack[] = [
  'cnf',
  'nbf',
  'iat',
  'sub',
  'token_use',
  'typ',
  'drn',
  'events',
  'htm',
  'access_token',
  'code',
  'error',
  'state'
].map((claim) => ({
  title: `a token in which ${claim} is null is treated as one without ${claim}`,
  token: () => accessToken({ [claim]: null }),
  answer: 'served'
}))

const marks: readonly Attack[] = ['nonce', 'at_hash', 'c_hash', 's_hash'].map((claim) => ({
  title: `a token without a scope in which ${claim} is null is not an ID token by that`,
  token: () => tokenOf({ header: untyped, payload: validClaims({ ...withoutScope, [claim]: null }) }),
  answer: 'served'
}))

const refused: readonly Attack[] = [
  ...['exp', 'iss', 'aud'].map((claim) => ({
    title: `a token in which ${claim} is null does not have it`,
    token: () => accessToken({ [claim]: null })
  })),
  {
    title: 'an audience with null in its list is malformed',
    token: () => accessToken({ aud: [null, 'https://api.example.test'] })
  },
  {
    title: 'an ID token by its nonce stays one if its scope is null',
    token: () =>
      tokenOf({ header: untyped, payload: validClaims({ ...withoutScope, scope: null, nonce: 'n' }) })
  }
]

describeAttacks([...served, ...marks, ...refused])
