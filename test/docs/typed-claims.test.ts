import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen } from '../http/listen.ts'
import { withServer } from '../http/with-server.ts'
import { createApiCaller } from './api-caller.ts'
import { startExampleIssuer, type ExampleIssuer } from './example-issuer.ts'

let issuer: ExampleIssuer
const { get, tokenOf } = createApiCaller(() => issuer)

beforeAll(async () => {
  issuer = await startExampleIssuer()
})

afterAll(() => issuer.close())

describe('the snippets about typed claims', () => {
  test('answer with a claim of the schema, and 401 without it', async () => {
    const { app } = await import('../../docs/snippets/typed-claims.ts')
    await withServer(listen(app), async (port) => {
      const accepted = await get(port, '/tenant', { tenant: 'acme' })
      expect(accepted).toEqual({ status: 200, body: { tenant: 'ACME' } })
      expect(await get(port, '/tenant', { tenant: 'acme', email: 'ada@example.com' })).toEqual(accepted)
      for (const claims of [{}, { tenant: 5 }, { tenant: 'acme', email: 'ada' }])
        expect(await get(port, '/tenant', claims)).toMatchObject({
          status: 401,
          body: { error: 'invalid_token' }
        })
    })
  })

  test('take the type of a claim from the schema of a protected resource', async () => {
    const { partnerOf } = await import('../../docs/snippets/typed-claims.ts')
    const token = await tokenOf({ aud: 'https://partners.example.com', partner: 7 })
    const request = { method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } }
    expect(await partnerOf(request)).toBe(7)
  })
})
