import { describe, expect, test } from 'vitest'
import { admitAnonymous, type AdmissionOptions } from '../../src/adapter/admission.ts'
import type { ErrorCode } from '../../src/errors/codes.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'

const required: AdmissionOptions = {}
const optional: AdmissionOptions = { allowAnonymous: true }
const strict: AdmissionOptions = { allowAnonymous: true, onInvalidToken: 'refuse' }
const lenient: AdmissionOptions = { allowAnonymous: true, onInvalidToken: 'anonymous' }
const contradictory: AdmissionOptions = { allowAnonymous: false, onInvalidToken: 'anonymous' }

type Outcome = 'refused' | 'anonymous' | 'anonymous, with the reason'

function outcomeOf(code: ErrorCode, options: AdmissionOptions): Outcome {
  const error = new ProtectedResourceError(code)
  const admission = admitAnonymous(error, options)
  if (admission === undefined) return 'refused'
  expect(admission.context).toBeUndefined()
  if (admission.failure === undefined) return 'anonymous'
  expect(admission.failure).toBe(error)
  return 'anonymous, with the reason'
}

describe('a request without a valid token', () => {
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
  ])('because of %s, with %j, is %s', (code, options, outcome) => {
    expect(outcomeOf(code, options)).toBe(outcome)
  })

  test.each([required, optional, lenient])('because of an application error is refused: %j', (options) => {
    expect(admitAnonymous(new TypeError('a fault'), options)).toBeUndefined()
  })
})
