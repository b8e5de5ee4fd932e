import { createTestClock } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { sendToken } from '../http/send.ts'
import { verifies } from '../requirements.ts'
import { accessToken, keys, tokenOf, validClaims, validHeader } from '../tokens/authority.ts'
import { createSigningKey } from '../tokens/signing-key.ts'
import { json, status } from './document-server.ts'
import { jwks } from './published-issuer.ts'
import { withApi, type ApiWithIssuer } from './with-api.ts'

const next = createSigningKey('ES256', 'ec-2')

function keyFetches({ seen }: ApiWithIssuer): number {
  return seen.filter((path) => path === '/jwks').length
}

describe('an API whose authorization server changes or loses its keys', () => {
  test(verifies('A-9', 'a token of a rotated key is accepted after one more fetch'), async () => {
    await withApi({}, async (pair) => {
      expect((await sendToken(pair.apiPort, accessToken({ iss: pair.issuer }))).status).toBe(200)
      pair.documents['/jwks'] = json({ keys: [...jwks.keys, next.publicJwk] })
      expect((await sendToken(pair.apiPort, accessToken({ iss: pair.issuer }, next))).status).toBe(200)
      expect(keyFetches(pair)).toBe(2)
    })
  })

  test(
    verifies('A-9', 'a hundred unknown key ids cost two fetches at most, and cached keys stay in use'),
    async () => {
      await withApi({}, async (pair) => {
        const valid = accessToken({ iss: pair.issuer })
        expect((await sendToken(pair.apiPort, valid)).status).toBe(200)
        const flood = Array.from({ length: 100 }, (_, index) => {
          const header = validHeader({ kid: `unknown-${index}` })
          return sendToken(pair.apiPort, tokenOf({ header, payload: validClaims({ iss: pair.issuer }) }))
        })
        const refused = await Promise.all(flood)
        expect(new Set(refused.map((answer) => answer.status))).toEqual(new Set([401]))
        expect((await sendToken(pair.apiPort, accessToken({ iss: pair.issuer, jti: 'id-2' }))).status).toBe(
          200
        )
        expect(keyFetches(pair)).toBeLessThanOrEqual(3)
      })
    }
  )

  test('a key that left the set is refused, and so is a token that it verified earlier', async () => {
    await withApi({}, async (pair) => {
      const old = accessToken({ iss: pair.issuer })
      expect((await sendToken(pair.apiPort, old)).status).toBe(200)
      pair.documents['/jwks'] = json({ keys: [next.publicJwk] })
      expect((await sendToken(pair.apiPort, accessToken({ iss: pair.issuer }, next))).status).toBe(200)
      expect((await sendToken(pair.apiPort, old)).status).toBe(401)
      expect((await sendToken(pair.apiPort, accessToken({ iss: pair.issuer, jti: 'id-3' }))).status).toBe(401)
    })
  })

  test(verifies('A-10', 'a failing server gets one request until the back-off ends'), async () => {
    await withApi({ options: { clock: createTestClock() } }, async (pair) => {
      pair.documents['/jwks'] = status(500)
      for (let requests = 0; requests < 20; requests += 1)
        expect((await sendToken(pair.apiPort, accessToken({ iss: pair.issuer }))).status).toBe(503)
      expect(keyFetches(pair)).toBe(1)
    })
  })

  test(verifies('A-8', 'a token of an untrusted issuer causes no fetch'), async () => {
    await withApi({}, async (pair) => {
      const stranger = accessToken({ iss: `${pair.origin}/stranger` }, keys.rsa)
      expect((await sendToken(pair.apiPort, stranger)).status).toBe(401)
      expect(pair.seen).toEqual([])
    })
  })

  test(verifies('A-9', 'H-11', 'a server that recovers is used after its Retry-After'), async () => {
    const clock = createTestClock()
    await withApi({ options: { clock } }, async (pair) => {
      pair.documents['/jwks'] = status(503, { 'retry-after': '1' })
      const token = accessToken({ iss: pair.issuer })
      const down = await sendToken(pair.apiPort, token)
      expect(down.status).toBe(503)
      pair.documents['/jwks'] = json(jwks)
      const wait = Number(down.headers['retry-after']?.[0])
      expect(wait).toBeLessThanOrEqual(3)
      await clock.advance(wait)
      expect((await sendToken(pair.apiPort, token)).status).toBe(200)
    })
  })
})
