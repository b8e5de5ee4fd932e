import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../test-terminal.ts'

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'] })
})
afterAll(async () => {
  await issuer.close()
})

async function explained(token: string, ...more: readonly string[]): Promise<string> {
  const words = ['explain', '--issuer', issuer.issuer, '--audience', issuer.audience, ...more]
  const { output } = await run(words, { input: token, columns: 80 })
  return output.replaceAll(/\s+/g, ' ')
}

describe('what explain shows', () => {
  const personal = {
    email: 'alice@example.com',
    name: 'Alice Doe',
    groups: ['all staff'],
    address: { city: 'New City' },
    admin: true
  }

  it('masks claims about a person', async () => {
    const text = await explained(await issuer.issue({ claims: { sub: 'user alice', ...personal } }))
    // Values with a space or an "@": the id of a key and a port have none.
    expect(text).not.toMatch(/user alice|alice@|Alice Doe|all staff|New City|admin true/)
    expect(text).toMatch(
      /sub masked \(10 characters\).*groups masked \(a list of 1\) address masked \(an object of 1\)/
    )
  })

  it('shows claims about a person with --show-claims', async () => {
    const text = await explained(await issuer.issue({ claims: personal }), '--show-claims')
    expect(text).toContain('email alice@example.com')
  })

  it('masks thumbprints and keys even with --show-claims', async () => {
    const bound = await issuer.issue({
      claims: { cnf: { jkt: 'thumbprint' } },
      header: { jwk: { kty: 'EC', x: 'abc' } }
    })
    const text = await explained(bound, '--show-claims')
    expect(text).toContain('cnf bound by jkt')
    expect(text).not.toMatch(/thumbprint|"x"/)
  })

  it('prints no control characters of a claim', async () => {
    const { output } = await run(
      ['explain', '--issuer', issuer.issuer, '--audience', issuer.audience, '--show-claims'],
      {
        input: await issuer.issue({ claims: { name: '\u001B[2J\u202Eevil', 'na\u001Bme': 'x' } })
      }
    )
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  it('prints verdict and refusal as JSON with --json', async () => {
    const words = ['explain', '--issuer', issuer.issuer, '--audience', issuer.audience, '--json']
    const { output, exitCode } = await run(words, { input: await issuer.issueBad('expired') })
    expect(JSON.parse(output)).toMatchObject({
      verdict: 'refused',
      refusal: { code: 'token_expired', status: 401 }
    })
    expect(exitCode).toBe(2)
  })

  it('shows null as null, masked or not', async () => {
    const token = await issuer.issue({ claims: { email: null, nbf: null, sub: null } })
    const text = await explained(token)
    expect(text).toMatch(/email null/)
    expect(text).toMatch(/nbf null/)
    expect(text).not.toMatch(/object/)
  })
})
