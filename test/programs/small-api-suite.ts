import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from './free-port.ts'
import { type Program, startProgram } from './start-program.ts'

/** Starts one of the smallest examples with `npm start` and calls it over HTTP. */
export function describeSmallApi(name: string): void {
  describe(`examples/${name}`, () => {
    let issuer: TestIssuer
    let program: Program
    let origin: string

    beforeAll(async () => {
      issuer = await createTestIssuer()
      const port = await findFreePort()
      origin = `http://127.0.0.1:${port}`
      program = await startProgram(['npm', 'start'], {
        folder: `examples/${name}`,
        environment: { OAUTH_ISSUER: issuer.issuer, OAUTH_AUDIENCE: issuer.audience, PORT: String(port) },
        readyWhen: /^http:\/\/\S+$/m
      })
    })

    afterAll(async () => {
      await program.stop()
      await issuer.close()
    })

    const call = async (path: string, accessToken?: string) =>
      fetch(`${origin}${path}`, {
        headers: accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }
      })

    test('serves its public route to anybody', async () => {
      const response = await call('/public')
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({ message: 'Anybody may read this.' })
    })

    test('answers 401 without a token, with a challenge that names no error', async () => {
      const response = await call('/me')
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe(`Bearer realm="${issuer.audience}"`)
    })

    test('knows who calls', async () => {
      const response = await call('/me', await issuer.issue({ claims: { sub: 'ada' } }))
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({ subject: 'ada' })
    })

    test('answers 200 to a token with the scope', async () => {
      const token = await issuer.issue({ claims: { sub: 'ada', scope: 'read:messages' } })
      const response = await call('/messages', token)
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({ messages: ['Hello, ada!'] })
    })

    test('answers 403 to a token without the scope, and names it', async () => {
      const response = await call('/messages', await issuer.issue())
      expect(response.status).toBe(403)
      const challenge = response.headers.get('www-authenticate')
      expect(challenge).toContain('error="insufficient_scope"')
      expect(challenge).toContain('scope="read:messages"')
    })

    test.each(['expired', 'wrongAudience', 'otherKey'] as const)(
      'answers 401 to a bad token: %s',
      async (kind) => {
        const response = await call('/me', await issuer.issueBad(kind))
        expect(response.status).toBe(401)
        expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"')
      }
    )

    test('ends with Ctrl-C', async () => {
      await program.stop('SIGINT')
      await expect(call('/public')).rejects.toThrow('fetch failed')
    })
  })
}
