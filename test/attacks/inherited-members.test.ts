import { afterEach, describe, expect, test } from 'vitest'
import { contractBytes } from '../adapter-contract/answer-of.ts'
import { insufficientScope, invalidToken, noCredentials } from '../adapter-contract/expected-answer.ts'
import { send, sendToken } from '../http/send.ts'
import { verifies } from '../requirements.ts'
import { useTargets } from '../targets/use-targets.ts'
import {
  accessToken,
  audience,
  issuer,
  nowSeconds,
  options,
  tokenOf,
  validClaims,
  validHeader
} from '../tokens/authority.ts'

const targets = useTargets(options)

/** What a defect of another library leaves on every object. */
function pollute(name: string, value: unknown): void {
  // oxlint-disable-next-line no-extend-native -- this is the defect
  Object.defineProperty(Object.prototype, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true
  })
}

const polluted = [
  'scp',
  'aud',
  'exp',
  'iss',
  'sub',
  'scope',
  'typ',
  'cnf',
  'nbf',
  'token_use',
  'client_id',
  'events',
  'acrValues',
  'maxAgeSeconds',
  'challenge',
  'hint',
  'oauthError',
  'description',
  'retryAfterSeconds',
  'algorithms',
  'dpopNonce'
]

afterEach(() => {
  for (const name of polluted) Reflect.deleteProperty(Object.prototype, name)
})

describe.each(targets)('on $name, with a polluted Object.prototype', ({ port }) => {
  test.each([
    ['aud', audience],
    ['exp', nowSeconds() + 600],
    ['iss', issuer]
  ])(verifies('J-31', 'a token without %s is refused'), async (claim, value) => {
    const token = tokenOf({ header: validHeader(), payload: validClaims({ [claim]: undefined }) })
    pollute(claim, value)
    expect((await sendToken(port(), token)).status).toBe(401)
  })

  test(verifies('J-31', 'a token without a scope does not get past a guard'), async () => {
    const token = tokenOf({ header: validHeader(), payload: validClaims({ scope: undefined }) })
    pollute('scope', 'read:messages')
    expect((await sendToken(port(), token, '/messages')).status).toBe(403)
  })

  test.each([
    ['scp', 'read'],
    ['typ', 'at+jwt']
  ])(verifies('J-31', 'an ID token without %s is refused'), async (name, value) => {
    const claims = validClaims({ scope: undefined, client_id: undefined, nonce: 'n' })
    const token = tokenOf({ header: validHeader({ typ: undefined }), payload: claims })
    pollute(name, value)
    expect((await sendToken(port(), token)).status).toBe(401)
  })

  test.each([
    ['cnf', {}],
    ['nbf', nowSeconds() + 600],
    ['token_use', 'id'],
    ['events', {}]
  ])(verifies('J-31', 'a valid token is served, whatever %s is'), async (claim, value) => {
    const token = tokenOf({})
    pollute(claim, value)
    expect((await sendToken(port(), token)).status).toBe(200)
  })

  test.each([
    ['scope', 'read'],
    ['scope', ['read']],
    ['scope', 5],
    ['acrValues', 'gold'],
    ['acrValues', ['gold']],
    ['maxAgeSeconds', 5],
    ['challenge', { scope: ['read'] }],
    ['hint', {}],
    ['oauthError', 'server_error'],
    ['description', 'injected'],
    ['description', {}],
    ['retryAfterSeconds', 5],
    ['algorithms', ['ES256']],
    ['dpopNonce', 'injected']
  ])(
    verifies('B-6', 'B-10', 'B-13', 'every refused request gets its own challenge, with %s set to %j'),
    async (name, value) => {
      const token = accessToken({ scope: 'write:messages' })
      const expected = [noCredentials, invalidToken, insufficientScope('read:messages')]
      pollute(name, value)
      const answers = [
        await send(port(), { path: '/protected' }),
        await sendToken(port(), 'a.b.c'),
        await sendToken(port(), token, '/messages')
      ]
      expect(answers.map(contractBytes)).toEqual(expected)
      expect(answers.flatMap(({ headers }) => headers['dpop-nonce'] ?? [])).toEqual([])
    }
  )
})
