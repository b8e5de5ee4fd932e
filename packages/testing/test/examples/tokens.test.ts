import { createTestIssuer } from '@portcullis/testing'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, expect, it } from 'vitest'

const issuer = await createTestIssuer()
afterAll(() => issuer.close())

it('mints the token that is requested', async () => {
  // #region tokens
  const tokens = [
    await issuer.issue({ claims: { sub: 'alice', scope: 'read:messages', roles: ['clerk'] } }),
    await issuer.issue({ header: { typ: 'JWT' }, claims: { client_id: undefined, azp: 'web' } }),
    await issuer.issue({ algorithm: 'ES256', expiresInSeconds: 10 }),
    await issuer.issueBad('wrongAudience'),
    await issuer.issueRaw({ header: '{"alg":"RS256","alg":"none"}', payload: '{"aud":"a","aud":"b"}' })
  ]
  // #endregion
  const [alice = '', , short = '', wrong = '', raw = ''] = tokens
  expect(decodeJwt(alice)).toMatchObject({ sub: 'alice', scope: 'read:messages', roles: ['clerk'] })
  expect(decodeProtectedHeader(short).alg).toBe('ES256')
  expect(decodeJwt(wrong).aud).not.toBe(issuer.audience)
  expect(Buffer.from(raw.split('.')[0] ?? '', 'base64url').toString()).toBe('{"alg":"RS256","alg":"none"}')
})

it('changes its keys', async () => {
  const [{ kid: oldKid = '' } = {}] = issuer.publicKeys()
  // #region keys
  await issuer.rotate({ keepOld: true }) // a new key next to the old one, as in an orderly rotation
  issuer.removeKey(oldKid) // the old one leaves the published set
  const late = await issuer.issue({ key: oldKid }) // a token of the key that left
  await issuer.rotate({ sameKid: true }) // other key material under the same name
  // #endregion
  expect(decodeProtectedHeader(late).kid).toBe(oldKid)
  expect(issuer.publicKeys().map(({ kid }) => kid)).not.toContain(oldKid)
})
