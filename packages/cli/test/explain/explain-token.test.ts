import type { ErrorCode } from '@portcullis/core'
import { BAD_TOKEN_KINDS, createTestIssuer, type TestIssuer, type TokenChange } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainToken } from '../../src/explain/explain-token.ts'
import { STAGES } from '../../src/explain/stage.ts'
import { run } from '../test-terminal.ts'

const AUDIENCE = 'https://api.example.com'
const fold = (text: string) => text.replaceAll(/\s+/g, ' ')

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'], audience: AUDIENCE })
})
afterAll(async () => {
  await issuer.close()
})

function settings(scopes: readonly string[] = []) {
  return { issuer: issuer.issuer, audiences: [AUDIENCE], scopes }
}

async function explained(token: string, ...more: readonly string[]): Promise<string> {
  const words = ['explain', '--issuer', issuer.issuer, '--audience', AUDIENCE, ...more]
  const { output } = await run(words, { input: token, columns: 80 })
  expect(output.split('\n').filter((line) => line.length > 80)).toEqual([])
  return fold(output)
}

interface EverydayToken {
  readonly name: string
  readonly change: (now: number) => TokenChange
  readonly code: ErrorCode
  readonly says: RegExp
}

/** What people really send by mistake, beside the named bad tokens. */
const EVERYDAY: readonly EverydayToken[] = [
  {
    name: 'expired three minutes ago',
    change: (now) => ({ claims: { iat: now - 480, exp: now - 180 } }),
    code: 'token_expired',
    says: /it expired 3 minutes ago.*Remedy Have the client get a new one/
  },
  {
    name: 'of Keycloak without an audience mapper',
    change: () => ({ claims: { aud: 'account' }, header: { typ: 'JWT' } }),
    code: 'audience_mismatch',
    says: /it is for account, not for https:\/\/api\.example\.com.*Keycloak: add an audience mapper/
  },
  {
    name: 'for Microsoft Graph',
    change: () => ({ claims: { aud: '00000003-0000-0000-c000-000000000000' } }),
    code: 'audience_mismatch',
    says: /Microsoft Graph.*Entra ID: a scope of the API/
  },
  {
    name: 'of the Okta org server',
    change: () => ({ claims: { iss: 'https://acme.okta.com' } }),
    code: 'issuer_untrusted',
    says: /comes from https:\/\/acme\.okta\.com.*\/oauth2\/default/
  },
  {
    name: 'of Entra ID in version 1',
    change: () => ({ claims: { iss: 'https://sts.windows.net/tenant/' } }),
    code: 'issuer_untrusted',
    says: /requestedAccessTokenVersion/
  },
  {
    name: 'with dates in strings',
    change: (now) => ({ claims: { exp: String(now + 300) } }),
    code: 'claim_malformed',
    says: /"exp" has the wrong type.*dates are numbers.*exp "\d+": a date must be a number/
  },
  {
    name: 'of Cognito, meant for signing in',
    change: () => ({ claims: { token_use: 'id' }, header: { typ: undefined } }),
    code: 'token_not_access_token',
    says: /another kind of token.*Send the access_token/
  }
]

describe('portcullis explain', () => {
  it.each(BAD_TOKEN_KINDS)(
    'names cause and remedy of the token "$kind": $summary',
    async ({ kind, code }) => {
      const token = await issuer.issueBad(kind)
      const text = await explained(token)
      expect(text).toMatch(new RegExp(`refused: ${code} .*✖.*Remedy \\S`))
      expect(text).not.toContain(token)
    }
  )

  it.each(EVERYDAY)('names cause and remedy of a token $name', async ({ change, code, says }) => {
    const text = await explained(await issuer.issue(change(Math.floor(Date.now() / 1000))))
    expect(text).toContain(`refused: ${code}`)
    expect(text).toMatch(says)
  })

  it('shows every stage of a token that passes', async () => {
    const explanation = await explainToken(
      await issuer.issue({ claims: { scope: 'read' } }),
      settings(['read'])
    )
    expect(explanation.verdict).toBe('accepted')
    expect(explanation.stages).toEqual(STAGES.map((stage) => ({ stage, verdict: 'pass' })))
    expect(explanation.refusal).toBeUndefined()
  })

  it('says which scopes a route would need', async () => {
    const text = await explained(
      await issuer.issue({ claims: { scope: 'read' } }),
      '--scope',
      'read',
      '--scope',
      'write'
    )
    expect(text).toMatch(/✖ guards it lacks write, which the route requires/)
    expect(text).toMatch(/required read write granted read missing write/)
  })

  it('does not reach the stages behind the one that refuses', async () => {
    const { stages } = await explainToken(await issuer.issueBad('wrongAudience'), settings())
    const passed = stages.filter(({ verdict }) => verdict === 'pass').map(({ stage }) => stage)
    const reached = stages.filter(({ verdict }) => verdict !== 'not_reached').map(({ stage }) => stage)
    expect(passed).toEqual(['credentials', 'token', 'issuer', 'algorithm'])
    expect(reached).toEqual([...passed, 'claims'])
  })

  it('says what would be next, one mistake after the other', async () => {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iat: now - 900, exp: now - 600, aud: 'other' }
    const token = await issuer.issue({ claims })
    const { refusal, nextRefusals } = await explainToken(`${token.slice(0, -8)}AAAAAAAA`, settings())
    expect([refusal, ...nextRefusals].map((one) => one?.code)).toEqual([
      'token_expired',
      'audience_mismatch',
      'signature_invalid'
    ])
  })

  it('says each mistake once where no clock would do', async () => {
    const now = Math.floor(Date.now() / 1000)
    const token = await issuer.issue({ claims: { iat: now - 900, exp: now - 600, nbf: now + 7200 } })
    const { refusal, nextRefusals } = await explainToken(token, settings())
    expect([refusal, ...nextRefusals].map((one) => one?.code)).toEqual([
      'token_expired',
      'token_not_yet_valid'
    ])
  })

  it('does not say that scopes were there when none was asked for', async () => {
    const token = await issuer.issue({ claims: { scope: 'read' } })
    expect(await explained(token)).toContain('✔ guards no scope was asked for')
    expect(await explained(token, '--scope', 'read')).toContain('✔ guards every scope that was asked for')
  })

  it('is undecided, not negative, while the issuer is away', async () => {
    await using away = await createTestIssuer({ algorithms: ['ES256'], audience: AUDIENCE })
    const token = await away.issue()
    await away.stop()
    const { verdict, refusal } = await explainToken(token, { issuer: away.issuer, audiences: [AUDIENCE] })
    expect({ verdict, code: refusal?.code }).toEqual({ verdict: 'undecided', code: 'metadata_unreachable' })
    expect(refusal?.remedy).toBe(`Run: portcullis doctor ${away.issuer}`)
  })

  it('accepts tokens by client where the API does', async () => {
    const token = await issuer.issue({ claims: { aud: undefined, client_id: 'app' } })
    const { verdict } = await explainToken(token, {
      issuer: issuer.issuer,
      audiences: [],
      clientIds: ['app']
    })
    expect(verdict).toBe('accepted')
  })

  it('knows more where it recognises the product', async () => {
    await using keycloak = await createTestIssuer({
      algorithms: ['ES256'],
      audience: 'orders-api',
      path: '/realms/shop'
    })
    const token = await keycloak.issue({ claims: { aud: 'account' } })
    const { refusal } = await explainToken(token, { issuer: keycloak.issuer, audiences: ['orders-api'] })
    expect(refusal?.hint).toContain('in Keycloak: Clients')
  })

  it('applies the strict profile, and looks behind it', async () => {
    const token = await issuer.issue({ header: { typ: 'JWT' } })
    const { refusal, nextRefusals } = await explainToken(token, { ...settings(), profile: 'rfc9068' })
    expect(refusal?.code).toBe('token_type_mismatch')
    expect(nextRefusals).toEqual([])
  })
})
