import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../test-terminal.ts'

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'], audience: 'https://api.example.com' })
})
afterAll(async () => {
  await issuer.close()
})

async function proposed(token: string, ...words: readonly string[]) {
  const { output, errors, exitCode } = await run(['explain', ...words], { input: token, columns: 80 })
  expect(errors).toBe('')
  expect(output).not.toContain(token)
  return { text: output.replaceAll(/\s+/g, ' '), output, exitCode }
}

describe('portcullis explain without issuer or audience', () => {
  it('decodes the token and proposes its issuer and audience, without a request', async () => {
    const requests = JSON.stringify(issuer.requests)
    const token = await issuer.issue({ claims: { sub: 'user-4711', scope: 'read' } })
    const { text, exitCode } = await proposed(token)
    expect(exitCode).toBe(2)
    expect(text).toContain('portcullis explain undecided: issuer or audience is not set')
    expect(text).toContain(`--issuer ${issuer.issuer} --audience https://api.example.com Header alg ES256`)
    expect(text).toMatch(/Claims \(unverified\) .*sub masked \(9 characters\)/)
    expect(JSON.stringify(issuer.requests)).toBe(requests)
  })

  it('accepts the token with the settings that it proposes', async () => {
    const token = await issuer.issue()
    const { text } = await proposed(token)
    const words = /--issuer \S+ --audience \S+/.exec(text)?.[0].split(' ') ?? []
    expect((await run(['explain', ...words], { input: token })).exitCode).toBe(0)
  })

  it('proposes the client of a token without an audience', async () => {
    const token = await issuer.issue({ claims: { aud: undefined, client_id: 'app' } })
    expect((await proposed(token, '--issuer', issuer.issuer)).text).toContain('--client-id app')
  })

  it.each(['opaque', 'encrypted'] as const)('proposes nothing for a token that is %s', async (kind) => {
    const { text, exitCode } = await proposed(await issuer.issueBad(kind))
    expect(exitCode).toBe(2)
    expect(text).toContain('Pass the values of your API with --issuer and --audience.')
  })

  it('prints no control characters of the token', async () => {
    const { output } = await proposed(await issuer.issue({ claims: { iss: 'https://a\u001B[2J\u202E' } }))
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  it('prints the same as JSON with --json', async () => {
    const { output } = await proposed(await issuer.issue(), '--json')
    expect(JSON.parse(output)).toMatchObject({
      verdict: 'undecided',
      proposal: { issuer: issuer.issuer, audiences: ['https://api.example.com'], clientIds: [] }
    })
  })
})
