import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from './free-port.ts'
import { type Program, startProgram } from './start-program.ts'

describe.each(['express', 'fastify'])('the program of the README for %s', (framework) => {
  let issuer: TestIssuer
  let program: Program
  let origin: string

  beforeAll(async () => {
    issuer = await createTestIssuer()
    const port = await findFreePort()
    origin = `http://127.0.0.1:${port}`
    program = await startProgram(['node', `docs/snippets/readme/${framework}.mjs`], {
      environment: { OAUTH_ISSUER: issuer.issuer, OAUTH_AUDIENCE: issuer.audience, PORT: String(port) },
      readyWhen: () =>
        fetch(origin).then(
          () => true,
          () => false
        )
    })
  })

  afterAll(async () => {
    await program.stop()
    await issuer.close()
  })

  const call = (token?: string) =>
    fetch(`${origin}/messages`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })

  test('answers 401 without a token', async () => {
    const response = await call()
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(
      /^Bearer realm="[^"]+"(?:, scope="read:messages")?$/u
    )
  })

  test('answers 403 to a token without the scope, and names the scope', async () => {
    const response = await call(await issuer.issue({ claims: { scope: 'orders:read' } }))
    expect(response.status).toBe(403)
    expect(response.headers.get('www-authenticate')).toContain('scope="read:messages"')
  })

  test('greets the caller of a token with the scope', async () => {
    const response = await call(await issuer.issue({ claims: { sub: 'ada', scope: 'read:messages' } }))
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ hello: 'ada' })
  })
})

test.each(['express', 'fastify'])(
  'the program of the README for %s does not start without OAUTH_ISSUER',
  async (framework) => {
    const program = startProgram(['node', `docs/snippets/readme/${framework}.mjs`], {
      environment: { OAUTH_AUDIENCE: 'https://api.example.com' },
      readyWhen: /^ready$/mu
    })
    await expect(program).rejects.toThrow('OAUTH_ISSUER')
  }
)
