import { describe, expect, test } from 'vitest'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { targets } from '../targets/targets.ts'
import { issuer } from '../tokens/authority.ts'
import { described } from './described-resource.ts'

const other = 'https://other.example.test'
const scopes = ['read:messages', 'write:messages', 'admin']
const base = described('/orders', scopes)

async function documentAt(port: number): Promise<unknown> {
  const { body } = await send(port, { path: '/.well-known/oauth-protected-resource/orders' })
  return JSON.parse(body)
}

describe.each(targets)('the metadata on $name', ({ start }) => {
  test('has all trusted issuers, and says that tokens are read from form bodies', async () => {
    const { issuer: _, jwks, ...rest } = base
    const issuers = [issuer, other].map((each) => ({ issuer: each, jwks }))
    const tokenLocations = ['header', 'body'] as const
    await withServer(start({ ...rest, issuers, tokenLocations }), async (port) => {
      expect(await documentAt(port)).toEqual({
        resource: base.resource,
        authorization_servers: [issuer, other],
        scopes_supported: scopes,
        bearer_methods_supported: ['header', 'body']
      })
    })
  })

  test('says that bound tokens are accepted, with the algorithms that the challenge names', async () => {
    const changed = { ...base, dpop: { algorithms: ['ES256', 'EdDSA'] as const }, mutualTls: true as const }
    await withServer(start(changed), async (port) => {
      expect(await documentAt(port)).toMatchObject({
        tls_client_certificate_bound_access_tokens: true,
        dpop_signing_alg_values_supported: ['ES256', 'EdDSA']
      })
      expect(await documentAt(port)).not.toHaveProperty('dpop_bound_access_tokens_required')
      const { headers } = await send(port, { path: '/protected' })
      expect(headers['www-authenticate']).toEqual([
        expect.stringMatching(/^Bearer /u),
        expect.stringMatching(/^DPoP .*, algs="ES256 EdDSA", /u)
      ])
    })
  })

  test('says that DPoP is required if the only challenge is that of DPoP', async () => {
    const changed = { ...base, dpop: { required: true, algorithms: ['ES256'] as const } }
    await withServer(start(changed), async (port) => {
      expect(await documentAt(port)).toMatchObject({ dpop_bound_access_tokens_required: true })
      const { headers } = await send(port, { path: '/protected' })
      expect(headers['www-authenticate']).toEqual([expect.stringMatching(/^DPoP /u)])
    })
  })
})
