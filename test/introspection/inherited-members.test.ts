import { createTestClock, createTestIssuer, type TestClock, type TestIssuer } from '@portcullis/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifies } from '../requirements.ts'
import { openApis } from './open-apis.ts'

let clock: TestClock
let issuer: TestIssuer

beforeEach(async () => {
  clock = createTestClock()
  issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
})

const { open, codeOf } = openApis(() => ({ issuer, clock }))

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

afterEach(async () => {
  for (const name of ['aud', 'exp', 'typ']) Reflect.deleteProperty(Object.prototype, name)
  await issuer.close()
})

/** Opens an API whose answers come from a shared store, so that no other program sees the defect. */
async function openAnswered(claims: object, introspection: { readonly for?: 'all' } = {}) {
  const answer = { iss: issuer.issuer, sub: 'alice', client_id: 'client-1', aud: issuer.audience }
  const shared = { claims: { ...answer, exp: clock.now() + 600, ...claims }, until: clock.now() + 60 }
  const store = { get: async () => JSON.stringify(shared), set: async () => undefined }
  const api = open({ introspection: { ...introspection, store } })
  await api.warmUp()
  return api
}

describe('with a polluted Object.prototype', () => {
  test.each([
    ['aud', 'audience_missing'],
    ['exp', 'claim_missing']
  ])(verifies('J-31', 'an opaque token is refused if its answer has no %s'), async (name, code) => {
    const api = await openAnswered({ [name]: undefined })
    pollute(name, name === 'aud' ? issuer.audience : clock.now() + 600)
    expect(await codeOf(api, 'opaque')).toBe(code)
  })

  test(
    verifies('J-31', 'an opaque token has no type, so an answer like an ID token is refused'),
    async () => {
      const api = await openAnswered({ nonce: 'n' })
      pollute('typ', 'at+jwt')
      expect(await codeOf(api, 'opaque')).toBe('token_is_id_token')
    }
  )

  test.each([
    ['aud', 'audience_missing'],
    ['exp', 'claim_missing']
  ])(verifies('J-31', 'a JWT is refused if neither it nor its answer has %s'), async (name, code) => {
    const token = await issuer.issue({ claims: { [name]: undefined } })
    const api = await openAnswered({ [name]: undefined, sub: undefined }, { for: 'all' })
    pollute(name, name === 'aud' ? issuer.audience : clock.now() + 600)
    expect(await codeOf(api, token)).toBe(code)
  })
})
