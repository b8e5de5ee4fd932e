import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainToken } from '../../src/explain/explain-token.ts'
import { run, type Run } from '../test-terminal.ts'

const AUDIENCE = 'https://api.example.com'

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'], audience: AUDIENCE })
})
afterAll(() => issuer.close())

/** Runs `portcullis explain` as the client of the API, with its output on one line. */
async function explained(input: string, words: readonly string[] = [], secret?: string): Promise<Run> {
  const { clientId, clientSecret } = issuer.introspection
  const environment = { OAUTH_CLIENT_SECRET: secret ?? clientSecret }
  const options = ['--issuer', issuer.issuer, '--audience', AUDIENCE, '--introspect-as', clientId, ...words]
  const { output, ...rest } = await run(['explain', ...options], { input, environment, columns: 80 })
  expect(output).not.toContain(input)
  return { ...rest, output: output.replaceAll(/\s+/g, ' ') }
}

const questions = () => issuer.requests.introspection

describe('portcullis explain --introspect-as', () => {
  it('asks the server about an opaque token, and shows its answer without the subject', async () => {
    const token = issuer.issueOpaque({ claims: { scope: 'read', sub: 'ada lovelace' } })
    const { exitCode, output } = await explained(token, ['--scope', 'read'])
    expect(exitCode).toBe(0)
    expect(output).toContain('portcullis explain accepted')
    expect(output).toContain('✔ token opaque; the authorization server says that it is active')
    expect(output).toContain('✔ signature not needed: the server was asked (RFC 7662)')
    expect(output).toContain('Answer of the authorization server')
    expect(output).toContain(`aud ${AUDIENCE}`)
    expect(output).toContain('granted read')
    expect(output).not.toContain('ada lovelace')
  })

  it('says that the server calls the token inactive', async () => {
    const token = issuer.issueOpaque()
    issuer.introspection.deactivate(token)
    const { exitCode, output } = await explained(token)
    expect(exitCode).toBe(2)
    expect(output).toContain('refused: token_inactive (401)')
  })

  it('explains an answer that is for another API and misses a scope', async () => {
    const token = issuer.issueOpaque({ claims: { aud: 'https://other.example.com', scope: 'write' } })
    const { exitCode, output } = await explained(token, ['--scope', 'read'])
    expect(exitCode).toBe(2)
    expect(output).toContain('refused: audience_mismatch (401)')
    expect(output).toContain(`it is for https://other.example.com, not for ${AUDIENCE}`)
    expect(output).toContain('After that is fixed ✖ scope_insufficient')
  })

  it('is undecided if the server refuses the client, and shows no secret', async () => {
    const { exitCode, output, errors } = await explained(issuer.issueOpaque(), [], 'aWrongSecret')
    expect(exitCode).toBe(2)
    expect(output).toContain('undecided: introspection_refused (503)')
    expect(output + errors).not.toContain('aWrongSecret')
  })

  it('sends no JWT to the server', async () => {
    const before = questions()
    expect(await explained(await issuer.issue())).toMatchObject({ exitCode: 0 })
    expect(questions()).toBe(before)
    await explained(issuer.issueOpaque())
    expect(questions()).toBe(before + 1)
  })

  it('needs a secret that is not on standard input, which is the token', async () => {
    const missing = await explained('opaque-token', [], '')
    expect(missing.exitCode).toBe(64)
    expect(missing.errors).toContain('--introspect-as needs the secret of the client')
    const twice = await explained('opaque-token', ['--client-secret-file', '-'])
    expect(twice.exitCode).toBe(64)
    expect(twice.errors).toContain('standard input is the token')
  })

  it('proposes it for an opaque token', async () => {
    const words = ['explain', '--issuer', issuer.issuer, '--audience', AUDIENCE]
    const { output } = await run(words, { input: issuer.issueOpaque() })
    expect(output).toContain('refused: token_opaque')
    expect(output.replaceAll(/\s+/g, ' ')).toContain('with --introspect-as, this command asks the server')
  })
})

describe('explainToken', () => {
  it('says whether the server was asked', async () => {
    const { clientId, clientSecret } = issuer.introspection
    const settings = { issuer: issuer.issuer, audiences: [AUDIENCE] }
    const introspection = { clientId, clientSecret }
    const opaque = await explainToken(issuer.issueOpaque(), { ...settings, introspection })
    expect(opaque).toMatchObject({ verdict: 'accepted', isIntrospected: true })
    const jwt = await explainToken(await issuer.issue(), { ...settings, introspection })
    expect(jwt).toMatchObject({ verdict: 'accepted', isIntrospected: false })
  })
})
