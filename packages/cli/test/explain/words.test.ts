import { ERROR_CODES } from '@portcullis/core'
import { describe, expect, it } from 'vitest'
import { refusalFacts } from '../../src/explain/refusal-facts.ts'
import { REFUSAL_WORDS } from '../../src/explain/refusal-words.ts'
import { STAGES } from '../../src/explain/stages.ts'
import { placeholdersOf } from '../../src/words/fill-in.ts'
import { splitPhrase } from '../../src/words/phrase.ts'

describe('the words of explain', () => {
  it('exist for every reason code of core, and for nothing else', () => {
    expect(Object.keys(REFUSAL_WORDS).toSorted()).toEqual(Object.keys(ERROR_CODES).toSorted())
  })

  it('name every stage of core in the order of the pipeline', () => {
    const stages = new Set(Object.values(ERROR_CODES).map(({ stage }) => stage))
    expect(STAGES.toSorted()).toEqual([...stages].toSorted())
    expect([STAGES[0], STAGES.at(-1)]).toEqual(['credentials', 'guards'])
  })

  it.each(Object.entries(REFUSAL_WORDS))('%s: cause and remedy mention only known facts', (_, words) => {
    const token = { bytes: 6, unverifiedHeader: {}, unverifiedClaims: {}, missingScopes: [] }
    const facts = refusalFacts(token, { issuer: 'https://a.example', audiences: ['b'] })
    expect([...Object.keys(facts), 'claim']).toEqual(expect.arrayContaining([...placeholdersOf(words)]))
    expect(splitPhrase(words).hint).toMatch(/\S/)
  })
})
