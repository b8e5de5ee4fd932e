import { stringsMember } from '../../http/json.ts'
import { defineCheck, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { givenDocument } from './given.ts'

/** What ID tokens are signed with. It says nothing about access tokens, and much about how keys are kept. */
export const idTokenAlgorithmChecks: readonly DoctorCheck[] = [
  defineCheck<readonly string[]>({
    id: 'X-30',
    group: 'keys',
    title: 'ID token algorithms',
    source: 'OpenID Connect Discovery section 3',
    given: givenIdTokenAlgorithms,
    rules: [
      warn('symmetric_only', (algorithms) => algorithms.every((alg) => alg.startsWith('HS'))),
      warn('none_listed', (algorithms) => algorithms.includes('none')),
      pass('usable', (algorithms) => ({ algorithms }))
    ]
  })
]

function givenIdTokenAlgorithms(facts: DoctorFacts): readonly string[] | Missing {
  const document = givenDocument(facts)
  if ('missing' in document) return missing('no_metadata')
  const algorithms = stringsMember(document, 'id_token_signing_alg_values_supported') ?? []
  return algorithms.length === 0 ? missing('not_needed') : algorithms
}
