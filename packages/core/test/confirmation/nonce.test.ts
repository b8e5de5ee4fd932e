import { describe, expect, test } from 'vitest'
import { createNonces, type Nonces } from '../../src/confirmation/nonce.ts'
import { verifies } from '../../../../test/requirements.ts'
import { NOW } from '../support/test-token.ts'

const SETTINGS = { secrets: ['first secret'], lifetimeSeconds: 300, resource: 'https://api.example.test' }
const nonces = createNonces(SETTINGS)

async function issuedAt(by: Nonces, nonce: string, now = NOW): Promise<number | undefined> {
  return by.verify(nonce, now)
}

describe('a nonce', () => {
  test(verifies('D-23', 'is new each time and has the characters of RFC 9449 section 8.1'), async () => {
    const issued = new Set<string>()
    for (let count = 0; count < 1000; count += 1) issued.add(await nonces.issue(NOW))
    expect(issued.size).toBe(1000)
    for (const nonce of issued) expect(nonce).toMatch(/^[\x21\x23-\x5b\x5d-\x7e]{60,80}$/u)
  })

  test('says when it was issued, for as long as it lives', async () => {
    const nonce = await nonces.issue(NOW + 0.9)
    expect(await issuedAt(nonces, nonce)).toBe(NOW)
    expect(await issuedAt(nonces, nonce, NOW + 299.9)).toBe(NOW)
    expect(await issuedAt(nonces, nonce, NOW + 300)).toBeUndefined()
  })

  test('may come from an instance whose clock is 30 seconds ahead, and no more', async () => {
    const nonce = await nonces.issue(NOW)
    expect(await issuedAt(nonces, nonce, NOW - 30)).toBe(NOW)
    expect(await issuedAt(nonces, nonce, NOW - 31)).toBeUndefined()
  })

  test('of another instance with the same secret is valid', async () => {
    expect(await issuedAt(createNonces(SETTINGS), await nonces.issue(NOW))).toBe(NOW)
  })

  test('stays valid while its secret is listed second', async () => {
    const nonce = await nonces.issue(NOW)
    const rotated = createNonces({ ...SETTINGS, secrets: ['second secret', 'first secret'] })
    expect(await issuedAt(rotated, nonce)).toBe(NOW)
    expect(await issuedAt(nonces, await rotated.issue(NOW))).toBeUndefined()
    expect(await issuedAt(createNonces({ ...SETTINGS, secrets: ['second secret'] }), nonce)).toBeUndefined()
  })

  test('of another resource is not valid, even with the same secret', async () => {
    const other = createNonces({ ...SETTINGS, resource: 'https://other.example.test' })
    expect(await issuedAt(nonces, await other.issue(NOW))).toBeUndefined()
  })

  test('is not valid after any change', async () => {
    const nonce = await nonces.issue(NOW)
    for (let index = 0; index < nonce.length; index += 1) {
      const changed = `${nonce.slice(0, index)}${nonce[index] === 'a' ? 'b' : 'a'}${nonce.slice(index + 1)}`
      expect(await issuedAt(nonces, changed)).toBeUndefined()
    }
    for (const changed of ['', `${nonce}a`, nonce.slice(1), ` ${nonce}`, nonce.toUpperCase(), 'a.b.c']) {
      expect(await issuedAt(nonces, changed)).toBeUndefined()
    }
  })

  test('is never valid without secrets', async () => {
    const none = createNonces({ ...SETTINGS, secrets: [] })
    expect(await issuedAt(none, await none.issue(NOW))).toBeUndefined()
  })
})
