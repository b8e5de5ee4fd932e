import { afterEach, describe, expect, test } from 'vitest'
import { sendToken } from '../http/send.ts'
import { useTargets } from '../targets/use-targets.ts'
import {
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
  'events'
]

afterEach(() => {
  for (const name of polluted) Reflect.deleteProperty(Object.prototype, name)
})

describe.each(targets)('on $name, with a polluted Object.prototype', ({ port }) => {
  test.each([
    ['aud', audience],
    ['exp', nowSeconds() + 600],
    ['iss', issuer]
  ])('a token without %s is refused', async (claim, value) => {
    const token = tokenOf({ header: validHeader(), payload: validClaims({ [claim]: undefined }) })
    pollute(claim, value)
    expect((await sendToken(port(), token)).status).toBe(401)
  })

  test('a token without a scope does not get past a guard', async () => {
    const token = tokenOf({ header: validHeader(), payload: validClaims({ scope: undefined }) })
    pollute('scope', 'read:messages')
    expect((await sendToken(port(), token, '/messages')).status).toBe(403)
  })

  test.each([
    ['scp', 'read'],
    ['typ', 'at+jwt']
  ])('an ID token without %s is refused', async (name, value) => {
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
  ])('a valid token is served, whatever %s is', async (claim, value) => {
    const token = tokenOf({})
    pollute(claim, value)
    expect((await sendToken(port(), token)).status).toBe(200)
  })
})
