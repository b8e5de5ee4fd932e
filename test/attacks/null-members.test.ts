import { verifies } from '../requirements.ts'
import { accessToken, keys, tokenOf, validClaims, validHeader } from '../tokens/authority.ts'
import { createSigningKey } from '../tokens/signing-key.ts'
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
  title: `${verifies('J-30', 'a claim that is null is treated as absent:')} ${claim}`,
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
    title: `${verifies('J-30', 'a required claim that is null is missing:')} ${claim}`,
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

const headers: readonly Attack[] = ['kid', 'typ', 'cty', 'jku', 'x5c', 'b64'].map((name) => ({
  title: `${verifies('J-30', 'a header parameter that is null is treated as absent:')} ${name}`,
  token: () => tokenOf({ header: validHeader({ [name]: null }) }),
  answer: 'served'
}))

const refusedHeaders: readonly Attack[] = [
  {
    title: verifies('J-7', 'a token whose crit is null is refused'),
    token: () => tokenOf({ header: validHeader({ crit: null }) })
  },
  {
    title: verifies('J-4', 'J-30', 'a token whose alg is null is refused'),
    token: () => tokenOf({ header: validHeader({ alg: null }) })
  }
]

describeAttacks([...served, ...marks, ...refused, ...headers, ...refusedHeaders])

const nullMembers = ['d', 'p', 'oth', 'k', 'priv', 'alg', 'use', 'key_ops', 'x5c', 'unknown']
const keysWithNull = nullMembers.map((member) => ({
  member,
  key: createSigningKey('ES256', `null-${member}`)
}))
const withoutKid = createSigningKey('ES384', 'null-kid')

const inKeys: readonly Attack[] = keysWithNull.map(({ member, key }) => ({
  title: `${verifies('J-30', 'a key whose member is null is used as one without it:')} ${member}`,
  token: () => accessToken({}, key),
  answer: 'served'
}))

const namelessKey: Attack = {
  title: verifies('J-30', 'J-13', 'a key whose kid is null verifies a token without kid'),
  token: () => tokenOf({ header: validHeader({ kid: undefined }, withoutKid), key: withoutKid }),
  answer: 'served'
}

describeAttacks([...inKeys, namelessKey], {
  keys: [
    ...keysWithNull.map(({ member, key }) => ({ ...key.publicJwk, [member]: null })),
    { ...withoutKid.publicJwk, kid: null },
    keys.ec.publicJwk
  ]
})
