import { createLocalJWKSet, jwtVerify } from 'jose'
import type { JWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { BAD_KEY_KINDS, createBadKey } from '../../src/index.ts'
import type { BadKeyKind } from '../../src/index.ts'
import { openIssuer } from '../open-issuer.ts'

function badKey(kind: BadKeyKind): JWK {
  const key = createBadKey(kind)
  if (typeof key !== 'object' || key === null) throw new TypeError('this bad key is no object')
  return { kty: '', ...key }
}

describe('a bad key', () => {
  it('is listed once of every kind', () => {
    expect(new Set(BAD_KEY_KINDS).size).toBe(BAD_KEY_KINDS.length)
    for (const kind of BAD_KEY_KINDS) expect(createBadKey(kind), kind).not.toBeUndefined()
  })

  it.each([
    'unknownType',
    'missingMembers',
    'weakRsa',
    'pointOffCurve',
    'unknownCurve',
    'forEncryption',
    'symmetric'
  ] as const)('of the kind %s verifies nothing in jose, even under the kid of the token', async (kind) => {
    const issuer = await openIssuer({ algorithms: ['RS256', 'ES256'] })
    for (const algorithm of ['RS256', 'ES256']) {
      const token = await issuer.issue({ algorithm, header: { kid: 'bad' } })
      const set = createLocalJWKSet({ keys: [{ ...badKey(kind), kid: 'bad' }] })
      await expect(jwtVerify(token, set)).rejects.toThrow(
        /no applicable key|Invalid keyData|2048 bits or larger/
      )
    }
  })

  it('may be no object at all', () => {
    expect(createBadKey('notAnObject')).toBeNull()
  })

  it('may be too short, by a bit in the right place', () => {
    expect(modulusBits(badKey('weakRsa'))).toBe(1024)
    expect(modulusBits(badKey('forEncryption'))).toBe(2048)
  })

  it('may be a secret, or carry a private member', () => {
    expect(badKey('symmetric')).toMatchObject({ kty: 'oct' })
    expect(badKey('privateMembers')).toHaveProperty('d')
  })

  it('is another one each time', () => {
    expect(badKey('privateMembers').d).not.toBe(badKey('privateMembers').d)
    expect(badKey('unknownType').kid).not.toBe(badKey('unknownType').kid)
  })
})

function modulusBits(key: JWK): number {
  return BigInt(`0x${Buffer.from(key.n ?? '', 'base64url').toString('hex')}`).toString(2).length
}
