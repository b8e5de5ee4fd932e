import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, EmbeddedJWK, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { createDpopClient, createTestClock, SIGNING_ALGORITHMS } from '../../src/index.ts'
import { openIssuer } from '../open-issuer.ts'

const REQUEST = { method: 'POST', url: 'https://api.example.test/messages?a=b#c', accessToken: 'token' }

describe('a DPoP client', () => {
  it.each(SIGNING_ALGORITHMS)(
    'makes a proof of %s that jose verifies with the key in it',
    async (algorithm) => {
      const client = await createDpopClient({ algorithm })
      const { payload, protectedHeader } = await jwtVerify(await client.proof(REQUEST), EmbeddedJWK, {
        typ: 'dpop+jwt'
      })
      expect(protectedHeader).toEqual({ typ: 'dpop+jwt', alg: algorithm, jwk: client.publicJwk })
      expect(Object.keys(client.publicJwk)).not.toContain('d')
      expect(payload).toEqual({
        jti: expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
        htm: 'POST',
        htu: 'https://api.example.test/messages',
        iat: expect.any(Number) as unknown,
        ath: createHash('sha256').update('token').digest('base64url')
      })
      expect(client.thumbprint).toBe(await calculateJwkThumbprint(client.publicJwk))
    }
  )

  it('makes a new proof each time: for GET, with a nonce, by the clock that is passed', async () => {
    const clock = createTestClock()
    const client = await createDpopClient({ clock })
    const request = { url: 'https://api.example.test', accessToken: 'token', nonce: 'n-1' }
    const first = decodeJwt(await client.proof(request))
    const second = decodeJwt(await client.proof(request))
    expect(first).toMatchObject({ htm: 'GET', nonce: 'n-1', iat: Math.floor(clock.now()) })
    expect(first.jti).not.toBe(second.jti)
  })

  it('makes a proof with the changes that are passed', async () => {
    const client = await createDpopClient()
    const proof = await client.proof({
      ...REQUEST,
      claims: { htm: 'PUT', ath: undefined },
      header: { typ: 'JWT' }
    })
    expect(decodeJwt(proof)).toMatchObject({ htm: 'PUT' })
    expect(decodeJwt(proof)).not.toHaveProperty('ath')
    expect(decodeProtectedHeader(proof).typ).toBe('JWT')
  })

  it('makes the headers of a request', async () => {
    const client = await createDpopClient()
    const { authorization, dpop } = await client.headers(REQUEST)
    expect(authorization).toBe('DPoP token')
    expect(decodeJwt(dpop)).toMatchObject({ htm: 'POST' })
  })

  it('does not know other algorithms', async () => {
    await expect(createDpopClient({ algorithm: 'HS256' })).rejects.toThrow(TypeError)
  })
})

describe('issueBound', () => {
  it('binds a token to the key of a client', async () => {
    const issuer = await openIssuer()
    const client = await createDpopClient()
    const claims = decodeJwt(await issuer.issueBound(client, { claims: { scope: 'read' } }))
    expect(claims).toMatchObject({ cnf: { jkt: client.thumbprint }, scope: 'read', sub: 'test-user' })
    expect(decodeJwt(await issuer.issueBound(client))).toMatchObject({ cnf: { jkt: client.thumbprint } })
  })
})
