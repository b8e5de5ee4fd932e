import { verifies } from '../requirements.ts'
import { accessToken, audience, issuer, keys } from '../tokens/authority.ts'
import { createSigningKey } from '../tokens/signing-key.ts'
import { describeAttacks } from './describe-attacks.ts'

const other = 'https://other-as.example.test'
const otherKey = createSigningKey('ES256', 'other-1')
const sameKid = createSigningKey('ES256', keys.ec.kid)

function issuerOptions(name: string, published: readonly { publicJwk: object }[]) {
  return { issuer: name, jwks: { keys: published.map((key) => key.publicJwk) } }
}

describeAttacks(
  [
    {
      title: verifies('J-23', 'RFC 8725 section 3.8: a key of one issuer signs a token of the other'),
      token: () => accessToken({ iss: issuer }, otherKey)
    },
    {
      title: verifies('J-23', 'RFC 8725 section 3.8: a key of the other issuer signs a token of the one'),
      token: () => accessToken({ iss: other }, keys.rsa)
    },
    {
      title: verifies('J-23', 'RFC 8725 section 3.8: the key of the other issuer has the same kid'),
      token: () => accessToken({ iss: issuer }, sameKid)
    },
    { title: 'a token of the one issuer by its own key', token: () => accessToken(), answer: 'served' },
    {
      title: 'a token of the other issuer by its own key',
      token: () => accessToken({ iss: other }, otherKey),
      answer: 'served'
    },
    {
      title: 'a token of the other issuer by its key of the same kid',
      token: () => accessToken({ iss: other }, sameKid),
      answer: 'served'
    },
    {
      title: 'two issuers in one claim',
      token: () => accessToken({ iss: [issuer, other] })
    }
  ],
  {
    allOptions: {
      audience,
      issuers: [issuerOptions(issuer, Object.values(keys)), issuerOptions(other, [otherKey, sameKid])]
    }
  }
)
