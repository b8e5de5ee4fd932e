import { describe, expect, test } from 'vitest'
import { ALGORITHM_NAMES } from '../../src/jws/algorithms.ts'
import { requireAlgorithm } from '../../src/jws/require-algorithm.ts'
import { refusalOf } from '../support/refusal-of.ts'

const ALL: ReadonlySet<string> = new Set(ALGORITHM_NAMES)

describe('requireAlgorithm', () => {
  test.each(ALGORITHM_NAMES)('returns %s if the option allows it', (name) => {
    expect(requireAlgorithm(name, new Set([name]))).toBe(name)
  })

  test.each(ALGORITHM_NAMES)('refuses %s if the option allows all others', async (name) => {
    const others = new Set(ALGORITHM_NAMES.filter((each) => each !== name))
    expect((await refusalOf(() => requireAlgorithm(name, others))).code).toBe('algorithm_not_allowed')
  })

  test.each(['none', 'None', 'NONE', 'nOnE', ''])('refuses the unsigned token of alg "%s"', async (alg) => {
    const error = await refusalOf(() => requireAlgorithm(alg, ALL))
    expect([error.code, error.status]).toEqual(['algorithm_not_allowed', 401])
    expect(error.hint).toBe('the algorithm of the token is not in the option "algorithms"')
  })

  test.each(['HS256', 'HS384', 'HS512'])(
    '%s is refused, with a hint to sign with an asymmetric algorithm',
    async (alg) => {
      const error = await refusalOf(() => requireAlgorithm(alg, ALL))
      expect(error.code).toBe('algorithm_not_allowed')
      expect(error.hint).toMatch(/^the token is signed with a shared secret \(HMAC\): configure/u)
    }
  )

  test.each([
    'rs256',
    'Rs256',
    'RS256 ',
    ' RS256',
    'RS256\0',
    'RS1',
    'ES256K',
    'Ed448',
    'RSA-OAEP',
    'dir',
    'unknown'
  ])('refuses the unknown algorithm %j', async (alg) => {
    expect((await refusalOf(() => requireAlgorithm(alg, ALL))).code).toBe('algorithm_not_allowed')
  })

  test.each(['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf'])(
    'refuses %s, a name that every object inherits',
    async (alg) => {
      expect((await refusalOf(() => requireAlgorithm(alg, ALL))).code).toBe('algorithm_not_allowed')
    }
  )

  test.each(['none', 'HS256', 'constructor', 'unknown'])(
    'refuses %s even if it is in the allow-list',
    async (alg) => {
      const careless = new Set([...ALL, alg])
      expect((await refusalOf(() => requireAlgorithm(alg, careless))).code).toBe('algorithm_not_allowed')
    }
  )
})
