import { verifies } from '../requirements.ts'
import { accessToken } from '../tokens/authority.ts'
import { describeAttacks } from './describe-attacks.ts'

describeAttacks(
  [
    {
      title: verifies('J-24', 'RFC 8725 section 3.8: a subject that the application does not know'),
      token: () => accessToken({ sub: 'mallory' })
    },
    {
      title: verifies(
        'J-24',
        'RFC 8725 section 3.8: a token without a subject, where the application asks for one'
      ),
      token: () => accessToken({ sub: undefined })
    },
    {
      title: verifies('J-24', 'a subject that the application knows'),
      token: () => accessToken({ sub: 'alice' }),
      answer: 'served'
    }
  ],
  { options: { validate: (context) => Promise.resolve(context.subject === 'alice') } }
)
