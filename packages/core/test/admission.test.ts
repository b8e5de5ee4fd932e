import { describe, expect, test } from 'vitest'
import { admit, refuse, type AdmissionOptions } from '../src/admission.ts'
import type { ErrorCode } from '../src/errors/codes.ts'
import { ProtectedResourceError } from '../src/errors/protected-resource-error.ts'
import { refusalOf } from './support/refusal-of.ts'
import { contextOf } from './support/test-context.ts'

const required: AdmissionOptions = {}
const optional: AdmissionOptions = { allowAnonymous: true }
const strict: AdmissionOptions = { allowAnonymous: true, onInvalidToken: 'refuse' }
const lenient: AdmissionOptions = { allowAnonymous: true, onInvalidToken: 'anonymous' }
const contradictory: AdmissionOptions = { allowAnonymous: false, onInvalidToken: 'anonymous' }

type Outcome = 'refused' | 'anonymous' | 'anonymous, with the reason'

async function outcomeOf(code: ErrorCode, options: AdmissionOptions): Promise<Outcome> {
  const error = new ProtectedResourceError(code)
  try {
    const { context, failure } = await admit(() => Promise.reject(error), options)
    expect(context).toBeUndefined()
    if (failure === undefined) return 'anonymous'
    expect(failure).toBe(error)
    return 'anonymous, with the reason'
  } catch (thrown) {
    expect(thrown).toBe(error)
    return 'refused'
  }
}

describe('a request with a good token', () => {
  test.each([required, optional, lenient])('is let in as its caller: %j', async (options) => {
    const context = contextOf()
    expect(await admit(() => context, options)).toEqual({ context, failure: undefined })
  })
})

describe('a request without a good token', () => {
  test.each<[ErrorCode, AdmissionOptions, Outcome]>([
    ['credentials_missing', required, 'refused'],
    ['credentials_missing', optional, 'anonymous'],
    ['credentials_missing', lenient, 'anonymous'],
    ['credentials_missing', contradictory, 'refused'],
    ['credentials_scheme_unsupported', required, 'refused'],
    ['credentials_scheme_unsupported', optional, 'anonymous'],
    ['credentials_malformed', required, 'refused'],
    ['credentials_malformed', optional, 'refused'],
    ['credentials_malformed', lenient, 'anonymous, with the reason'],
    ['token_expired', required, 'refused'],
    ['token_expired', optional, 'refused'],
    ['token_expired', strict, 'refused'],
    ['token_expired', lenient, 'anonymous, with the reason'],
    ['token_expired', contradictory, 'refused'],
    ['jwks_unreachable', required, 'refused'],
    ['jwks_unreachable', optional, 'refused'],
    ['jwks_unreachable', lenient, 'refused']
  ])('because of %s, with %j, is %s', async (code, options, outcome) => {
    expect(await outcomeOf(code, options)).toBe(outcome)
  })

  test.each([required, optional, lenient])(
    'because of a fault of the application fails: %j',
    async (options) => {
      const fault = new TypeError('a fault')
      await expect(admit(() => Promise.reject(fault), options)).rejects.toBe(fault)
    }
  )
})

test('what is refused is thrown as it is', async () => {
  const error = new ProtectedResourceError('token_expired')
  expect(await refusalOf(() => refuse(error))).toBe(error)
  const fault = new TypeError('a fault')
  expect(() => refuse(fault)).toThrow(fault)
})
