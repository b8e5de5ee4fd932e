import { ERROR_CODES } from '@portcullis/core'
import { describe, expect, it } from 'vitest'
import { refusalFacts } from '../../src/explain/refusal-facts.ts'
import { REFUSAL_WORDS } from '../../src/explain/refusal-words.ts'
import { STAGE_OF_CODE } from '../../src/explain/stage.ts'
import { decodeToken } from '../../src/token/decode-token.ts'
import { placeholdersOf } from '../../src/words/fill-in.ts'

describe('the words of explain', () => {
  it('exist for the codes of core, and so do the stages', () => {
    const codes = Object.keys(ERROR_CODES).toSorted()
    expect(Object.keys(REFUSAL_WORDS).toSorted()).toEqual(codes)
    expect(Object.keys(STAGE_OF_CODE).toSorted()).toEqual(codes)
  })

  it.each(Object.entries(REFUSAL_WORDS))('mention only facts that there are: %s', (_, { cause, remedy }) => {
    const facts = refusalFacts(decodeToken('opaque'), { issuer: 'https://a.example', audiences: ['b'] })
    const asked = [...placeholdersOf(cause), ...placeholdersOf(remedy)]
    expect([...Object.keys(facts), 'claim']).toEqual(expect.arrayContaining(asked))
  })
})
