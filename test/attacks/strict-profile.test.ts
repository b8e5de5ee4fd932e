import { verifies } from '../requirements.ts'
import { accessToken, tokenOf, validHeader } from '../tokens/authority.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const types: readonly unknown[] = [
  undefined,
  null,
  '',
  'JWT',
  'jwt',
  'application/jwt',
  'at+jwt;x=1',
  'at+jws',
  'jwt+at',
  'dpop+jwt',
  1
]

const wrongTypes: readonly Attack[] = types.map((typ) => ({
  title: `${verifies('T-1', 'J-26', 'RFC 9068 section 4: typ is')} ${JSON.stringify(typ)}`,
  token: () => tokenOf({ header: validHeader({ typ }) })
}))

const rightTypes: readonly Attack[] = ['at+jwt', 'AT+JWT', 'application/at+jwt', 'Application/AT+JWT'].map(
  (typ) => ({
    title: `${verifies('T-1', 'J-26', 'RFC 9068 section 4: the type of an access token is written')} ${typ}`,
    token: () => tokenOf({ header: validHeader({ typ }) }),
    answer: 'served' as const
  })
)

const required = ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti']
const wrongValues: readonly unknown[] = [undefined, null, true, {}, ['x']]

const claims: readonly Attack[] = required.flatMap((claim) =>
  wrongValues.map((value) => ({
    title: `${verifies('T-3', 'RFC 9068 section 2.2: a required claim is wrong:')} ${claim} is ${JSON.stringify(value)}`,
    token: () => accessToken({ [claim]: value })
  }))
)

describeAttacks([...wrongTypes, ...rightTypes, ...claims], { options: { profile: 'rfc9068' } })
