import { verifies } from '../requirements.ts'
import { accessToken, keys } from '../tokens/authority.ts'
import { describeAttacks } from './describe-attacks.ts'

describeAttacks(
  [
    {
      title: verifies('J-2', 'J-29', 'RFC 8725 section 3.1: RS256 where only ES256 is configured'),
      token: () => accessToken({}, keys.rsa)
    },
    {
      title: 'RFC 8725 section 3.1: EdDSA where only ES256 is configured',
      token: () => accessToken({}, keys.ed)
    },
    {
      title: verifies('J-29', 'ES256 is accepted where it is configured'),
      token: () => accessToken({}, keys.ec),
      answer: 'served'
    }
  ],
  { options: { algorithms: ['ES256'] } }
)
