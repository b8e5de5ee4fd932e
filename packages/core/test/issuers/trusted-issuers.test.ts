import { describe, expect, test } from 'vitest'
import { requireTrustedIssuer } from '../../src/issuers/trusted-issuers.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { serverNamed } from '../support/server-named.ts'

const issuer = 'https://as.example.test'
const server = serverNamed(issuer)
const find = (unverifiedIssuer: string) => (unverifiedIssuer === issuer ? server : undefined)

describe('requiring a trusted issuer', () => {
  test('returns its server, whether it is found synchronously or not', async () => {
    expect(await requireTrustedIssuer(issuer, find)).toBe(server)
    expect(await requireTrustedIssuer(issuer, async () => server)).toBe(server)
  })

  test.each([undefined, null, '', 7, [issuer], { issuer }])(
    'refuses %o, which is not an issuer',
    async (unverified) => {
      expect((await refusalOf(() => requireTrustedIssuer(unverified, find))).code).toBe('issuer_missing')
    }
  )

  test.each([`${issuer}/`, issuer.toUpperCase(), ` ${issuer}`, 'https://as.example.tes', '__proto__'])(
    'refuses %o, which is another issuer',
    async (unverified) => {
      const refusal = await refusalOf(() => requireTrustedIssuer(unverified, find))
      expect(refusal.code).toBe('issuer_untrusted')
      expect(refusal.hint).toContain('trailing slash included')
    }
  )

  test('does not even look up one of more than 2048 characters', async () => {
    const asked: number[] = []
    const remember = (unverified: string) => {
      asked.push(unverified.length)
      return undefined
    }
    for (const length of [2048, 2049]) {
      const refusal = await refusalOf(() => requireTrustedIssuer('i'.repeat(length), remember))
      expect(refusal.code).toBe('issuer_untrusted')
    }
    expect(asked).toEqual([2048])
  })

  test.each([
    ['https://dev-1.okta.com', 'Okta org authorization server'],
    ['https://dev-1.oktapreview.com', 'Okta org authorization server'],
    ['https://dev-1.okta.com/oauth2/default', 'must be equal to it'],
    ['https://sts.windows.net/11111111-1111-1111-1111-111111111111/', 'version 1 token of Entra ID']
  ])('knows what is behind %s', async (unverified, hint) => {
    expect((await refusalOf(() => requireTrustedIssuer(unverified, find))).hint).toContain(hint)
  })

  test('passes on what the look-up throws', async () => {
    const failing = () => Promise.reject(new Error('no database'))
    await expect(requireTrustedIssuer(issuer, failing)).rejects.toThrow('no database')
  })
})
