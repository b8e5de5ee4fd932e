import { describe, expect, test } from 'vitest'
import { parseConfirmation, readConfirmation } from '../../src/confirmation/confirmation.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { verifies } from '../../../../test/requirements.ts'

const DIGEST = 'A'.repeat(43)
const OTHER = 'b_-1'.repeat(10) + 'abc'

describe('parseConfirmation', () => {
  test.each([
    [{ jkt: DIGEST }, { jkt: DIGEST }],
    [{ 'x5t#S256': DIGEST }, { 'x5t#S256': DIGEST }],
    [
      { jkt: DIGEST, 'x5t#S256': OTHER },
      { jkt: DIGEST, 'x5t#S256': OTHER }
    ],
    [{ jkt: DIGEST, 'kc-jkt-type': 'DPoP' }, { jkt: DIGEST }],
    [{ jwk: {}, jkt: DIGEST }, { jkt: DIGEST }]
  ])('of %j is %j', (cnf, confirmation) => {
    expect(parseConfirmation(cnf)).toEqual(confirmation)
    expect(Object.isFrozen(parseConfirmation(cnf))).toBe(true)
  })

  test.each([
    undefined,
    null,
    'text',
    5,
    [],
    {},
    { foo: 1 },
    { jwk: {} },
    { kid: 'a' },
    { jkt: '' },
    { jkt: 5 },
    { jkt: null },
    { jkt: [DIGEST] },
    { jkt: `${DIGEST}=` },
    { jkt: DIGEST.slice(1) },
    { jkt: `${DIGEST}A` },
    { jkt: `${DIGEST.slice(1)}+` },
    { jkt: DIGEST, 'x5t#S256': 'a'.repeat(64) },
    { jkt: DIGEST, 'x5t#S256': null },
    Object.create({ jkt: DIGEST }) as object
  ])('knows nothing in %j', (cnf) => {
    expect(parseConfirmation(cnf)).toBeUndefined()
  })
})

describe('readConfirmation', () => {
  test('of claims without cnf is undefined', () => {
    expect(readConfirmation({ sub: 'a' })).toBeUndefined()
  })

  test('of claims with a known cnf is that', () => {
    expect(readConfirmation({ cnf: { jkt: DIGEST } })).toEqual({ jkt: DIGEST })
  })

  test.each([{ foo: 1 }, {}, 'x', { jkt: 'short' }])(
    verifies('M-6', 'of claims with the unknown cnf %j is a refusal, and never a bearer token'),
    async (cnf) => {
      const error = await refusalOf(() => readConfirmation({ cnf }))
      expect(error.code).toBe('confirmation_unsupported')
      expect(error.oauthError).toBe('invalid_token')
    }
  )
})
