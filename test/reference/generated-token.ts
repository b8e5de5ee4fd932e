import fc from 'fast-check'
import { keyZoo, type ZooKey } from '../tokens/key-zoo.ts'
import { signToken } from '../tokens/sign-token.ts'
import { jsonMutation, type JsonMutation } from './json-mutations.ts'
import { audience, issuer, now, oddClaims, oddHeader } from './oddities.ts'
import { textMutation, type TextMutation } from './text-mutations.ts'

interface TokenPlan {
  key: ZooKey
  header: object
  claims: object
  headerText: JsonMutation
  claimsText: JsonMutation
  text: TextMutation
}

const goodClaims = {
  iss: issuer,
  aud: audience,
  exp: now + 60,
  iat: now - 60,
  sub: 'alice',
  client_id: 'spa',
  jti: 'id-1',
  scope: 'read:messages'
}

/** Up to three members with an odd value; mostly none. */
function oddMembers(odd: Readonly<Record<string, readonly unknown[]>>): fc.Arbitrary<object> {
  const member = fc
    .constantFrom(...Object.entries(odd))
    .chain(([name, values]) => fc.constantFrom(...values).map((value) => ({ [name]: value })))
  const several = fc
    .array(member, { minLength: 1, maxLength: 3 })
    .map((list) => list.reduce<object>((all, one) => ({ ...all, ...one }), {}))
  return fc.oneof({ arbitrary: fc.constant({}), weight: 2 }, { arbitrary: several, weight: 3 })
}

const plan: fc.Arbitrary<TokenPlan> = fc.record({
  key: fc.constantFrom(...keyZoo),
  header: fc.oneof(
    { arbitrary: fc.constant({}), weight: 3 },
    { arbitrary: oddMembers(oddHeader), weight: 1 }
  ),
  claims: oddMembers(oddClaims),
  headerText: jsonMutation,
  claimsText: jsonMutation,
  text: textMutation
})

function tokenOfPlan({ key, header, claims, headerText, claimsText, text }: TokenPlan): string {
  const kid = key.published?.kid
  const headerJson = JSON.stringify({ alg: key.algorithm, typ: 'at+jwt', kid, ...header })
  const claimsJson = JSON.stringify({ ...goodClaims, ...claims })
  return text(signToken(headerText(headerJson), claimsText(claimsJson), key))
}

/** Tokens of which a good part is valid, the rest wrong in one way or in several. */
export const generatedToken: fc.Arbitrary<string> = plan.map(tokenOfPlan)
