import { describe, expect, test } from 'vitest'
import { splitToken } from '../../src/jws/split-token.ts'
import { refusalOf } from '../support/refusal-of.ts'

describe('a token of three segments', () => {
  test.each([
    ['AA.BA.CQ', { header: 'AA', payload: 'BA', signature: 'CQ' }],
    ['AA.BA.', { header: 'AA', payload: 'BA', signature: '' }],
    ['AA..CQ', { header: 'AA', payload: '', signature: 'CQ' }],
    ['.BA.CQ', { header: '', payload: 'BA', signature: 'CQ' }],
    ['..', { header: '', payload: '', signature: '' }],
    ['a b.=.ä', { header: 'a b', payload: '=', signature: 'ä' }]
  ])('%s splits into %j, which are not decoded', (token, segments) => {
    expect(splitToken(token)).toEqual(segments)
  })
})

describe('a token of another number of segments', () => {
  test.each(['', 'a', 'abc', '.', 'AAAA.', '.AAAA', 'AAAA.AAAA', 'A.B.C.D', '...', 'A.B.C.D.E.F', '.....'])(
    '%j is opaque',
    async (token) => {
      const error = await refusalOf(() => splitToken(token))
      expect(error.code).toBe('token_opaque')
      expect(error.hint).toMatch(/^the access token is not a JWT: configure the authorization server/u)
    }
  )

  test.each(['AAAA..AAAA.AAAA.AAAA', 'A.B.C.D.E', '....'])('%j is encrypted', async (token) => {
    const error = await refusalOf(() => splitToken(token))
    expect(error.code).toBe('token_encrypted')
    expect(error.hint).toMatch(/^the access token is encrypted \(JWE\)/u)
  })
})
