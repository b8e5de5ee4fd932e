import { accessToken, tokenOf, validClaims, validHeader } from '../tokens/authority.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const own = {
  'the events of a calendar': { events: ['party'] },
  'a code, without a subject': { code: 'DE', sub: undefined },
  'an error and a state': { error: 'none', state: 'CA' }
}

const attacks = (answer?: 'served'): readonly Attack[] =>
  Object.entries(own).map(([title, claims]) => ({
    title: `${title}, ${answer ?? 'refused'}`,
    token: () => accessToken(claims),
    ...(answer === undefined ? {} : { answer })
  }))

describeAttacks(attacks())

describeAttacks(
  [
    ...attacks('served'),
    {
      title: 'a logout token of an explicit type stays refused',
      token: () =>
        tokenOf({ header: validHeader({ typ: 'logout+jwt' }), payload: validClaims({ events: {} }) })
    },
    {
      title: 'an authorization response with tokens stays refused',
      token: () => accessToken({ state: 's', access_token: 't' })
    }
  ],
  { options: { applicationClaims: ['events', 'code', 'error', 'state'] } }
)
