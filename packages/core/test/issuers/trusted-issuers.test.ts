import { describe, expect, test } from 'vitest'
import { requireIssuer, requireTrusted } from '../../src/issuers/trusted-issuers.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { serverNamed } from '../support/server-named.ts'

const issuer = 'https://as.example.test'
const server = serverNamed(issuer)

describe('requiring an issuer', () => {
  test('returns one string of at most 2048 characters', () => {
    for (const unverified of [issuer, 'i'.repeat(2048)]) expect(requireIssuer(unverified)).toBe(unverified)
  })

  test.each([undefined, null, '', 7, [issuer], { issuer }])(
    'refuses %o, which is not an issuer, as issuer_missing',
    async (unverified) => {
      expect((await refusalOf(() => requireIssuer(unverified))).code).toBe('issuer_missing')
    }
  )

  test('refuses one of 2049 characters as issuer_untrusted, before any look-up', async () => {
    expect((await refusalOf(() => requireIssuer('i'.repeat(2049)))).code).toBe('issuer_untrusted')
  })
})

describe('requiring a trusted issuer', () => {
  test('returns its server', () => {
    expect(requireTrusted(server, issuer)).toBe(server)
  })

  test.each([
    [`${issuer}/`, 'trailing slash included'],
    ['https://dev-1.okta.com', 'Okta org authorization server'],
    ['https://dev-1.oktapreview.com', 'Okta org authorization server'],
    ['https://dev-1.okta.com/oauth2/default', 'must be equal to it'],
    ['https://sts.windows.net/11111111-1111-1111-1111-111111111111/', 'version 1 token of Entra ID']
  ])('refuses %s without a server, with a hint about its kind', async (unverified, hint) => {
    const refusal = await refusalOf(() => requireTrusted(undefined, unverified))
    expect(refusal.code).toBe('issuer_untrusted')
    expect(refusal.hint).toContain(hint)
  })
})
