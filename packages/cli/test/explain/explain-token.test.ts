import type { ErrorCode } from '@portcullis/core'
import { BAD_TOKEN_KINDS, createTestIssuer, type TestIssuer, type TokenChange } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainToken } from '../../src/explain/explain-token.ts'
import { STAGES } from '../../src/explain/stages.ts'
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

/** Common mistakes, in addition to the named invalid tokens. */
const EVERYDAY: readonly EverydayToken[] = [
  {
    name: 'expired three minutes ago',
    change: (now) => ({ claims: { iat: now - 480, exp: now - 180 } }),
    code: 'token_expired',
    says: /it expired 3 minutes ago.*Remedy Configure the client to get a new one/
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
    name: 'of Cognito with token_use id',
    change: () => ({ claims: { token_use: 'id' }, header: { typ: undefined } }),
    code: 'token_not_access_token',
    says: /another kind of token.*Send the access_token/
  }
]

describe('portcullis explain', () => {
  it.each(BAD_TOKEN_KINDS)(
    'prints code, cause, remedy and page of the token "$kind": $summary',
    async ({ kind, code }) => {
      const token = await issuer.issueBad(kind)
      const text = await explained(token)
      expect(text).toMatch(new RegExp(`refused: ${code} .*✖.*Remedy \\S.* Docs /errors#${code}\\b`))
      expect(text).not.toContain(token)
    }
  )

  it.each(EVERYDAY)('prints cause and remedy of a token $name', async ({ change, code, says }) => {
    const text = await explained(await issuer.issue(change(Math.floor(Date.now() / 1000))))
    expect(text).toContain(`refused: ${code}`)
    expect(text).toMatch(says)
  })

  it('passes every stage for a valid token', async () => {
    const explanation = await explainToken(
      await issuer.issue({ claims: { scope: 'read' } }),
      settings(['read'])
    )
    expect(explanation.verdict).toBe('accepted')
    expect(explanation.stages).toEqual(STAGES.map((stage) => ({ stage, verdict: 'pass' })))
    expect(explanation.refusal).toBeUndefined()
  })

  it('lists required, granted and missing scopes', async () => {
    const text = await explained(
      await issuer.issue({ claims: { scope: 'read' } }),
      '--scope',
      'read',
      '--scope',
      'write'
    )
    expect(text).toMatch(/✖ guards missing scopes, which the route requires: write/)
    expect(text).toMatch(/required read write granted read missing write/)
  })

  it('marks the stages after the refusal as not reached', async () => {
    const { stages } = await explainToken(await issuer.issueBad('wrongAudience'), settings())
    const passed = stages.filter(({ verdict }) => verdict === 'pass').map(({ stage }) => stage)
    const reached = stages.filter(({ verdict }) => verdict !== 'not_reached').map(({ stage }) => stage)
    expect(passed).toEqual(['credentials', 'token', 'issuer', 'algorithm'])
    expect(reached).toEqual([...passed, 'claims'])
  })

  it('lists the refusals that follow once each is fixed', async () => {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iat: now - 900, exp: now - 600, aud: 'other' }
    const token = await issuer.issue({ claims })
    const { refusal, nextRefusals } = await explainToken(`${token.slice(0, -8)}AAAAAAAA`, settings())
    expect([refusal, ...nextRefusals].map((one) => one?.code)).toEqual([
      'token_expired',
      'audience_mismatch',
      'signature_invalid'
    ])
    const text = await explained(`${token.slice(0, -8)}AAAAAAAA`)
    expect(text).toMatch(/✖ audience_mismatch: .*? docs: \/errors#audience_mismatch ✖ signature_invalid: /)
  })

  it('prints with --json the page of each code: of the refusal and of those that follow', async () => {
    const claims = { aud: 'other' }
    const words = ['explain', '--issuer', issuer.issuer, '--audience', AUDIENCE, '--json']
    const token = await issuer.issue({ claims })
    const { output } = await run(words, { input: `${token.slice(0, -8)}AAAAAAAA` })
    expect(JSON.parse(output)).toMatchObject({
      refusal: { code: 'audience_mismatch', page: '/errors#audience_mismatch' },
      nextRefusals: [{ code: 'signature_invalid', page: '/errors#signature_invalid' }]
    })
  })

  it('lists each refusal once if no clock satisfies all dates', async () => {
    const now = Math.floor(Date.now() / 1000)
    const token = await issuer.issue({ claims: { iat: now - 900, exp: now - 600, nbf: now + 7200 } })
    const { refusal, nextRefusals } = await explainToken(token, settings())
    expect([refusal, ...nextRefusals].map((one) => one?.code)).toEqual([
      'token_expired',
      'token_not_yet_valid'
    ])
  })

  it('says that no scope is required without --scope', async () => {
    const token = await issuer.issue({ claims: { scope: 'read' } })
    expect(await explained(token)).toContain('✔ guards no scope is required')
    expect(await explained(token, '--scope', 'read')).toContain('✔ guards every required scope')
  })

  it('is undecided while the issuer is down', async () => {
    await using down = await createTestIssuer({ algorithms: ['ES256'], audience: AUDIENCE })
    const token = await down.issue()
    await down.stop()
    const { verdict, refusal } = await explainToken(token, { issuer: down.issuer, audiences: [AUDIENCE] })
    expect({ verdict, code: refusal?.code }).toEqual({ verdict: 'undecided', code: 'metadata_unreachable' })
    expect(refusal?.remedy).toBe(`Run: portcullis doctor ${down.issuer}`)
  })

  it('accepts a token without audience of a client in clientIds', async () => {
    const token = await issuer.issue({ claims: { aud: undefined, client_id: 'app' } })
    const { verdict } = await explainToken(token, {
      issuer: issuer.issuer,
      audiences: [],
      clientIds: ['app']
    })
    expect(verdict).toBe('accepted')
  })

  it('adds the hints of the preset of a recognized product', async () => {
    await using keycloak = await createTestIssuer({
      algorithms: ['ES256'],
      audience: 'orders-api',
      path: '/realms/shop'
    })
    const token = await keycloak.issue({ claims: { aud: 'account' } })
    const { refusal } = await explainToken(token, { issuer: keycloak.issuer, audiences: ['orders-api'] })
    expect(refusal?.hint).toContain('in Keycloak: Clients')
  })

  it('applies profile rfc9068, and finds nothing else wrong after its refusal', async () => {
    const token = await issuer.issue({ header: { typ: 'JWT' } })
    const { refusal, nextRefusals } = await explainToken(token, { ...settings(), profile: 'rfc9068' })
    expect(refusal?.code).toBe('token_type_mismatch')
    expect(nextRefusals).toEqual([])
  })
})
