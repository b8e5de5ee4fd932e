import { describe, expect, onTestFinished, test } from 'vitest'
import { boundApis } from '../../adapter-contract/bound-apis.ts'
import { start } from '../servers/oidc-provider/start.mjs'
import { useWorld } from '../suites/world.ts'

const request = {
  client: 'spa-dpop',
  scope: 'openid orders:read',
  resource: 'https://api.example.test',
  senderConstrained: true
}
const nonce = { secrets: ['a secret of the API that has more than 32 characters'] }

describe('a DPoP-bound token of oidc-provider, with proofs of oauth4webapi', () => {
  const world = useWorld(start)

  test.each(boundApis)(
    'passes on $name: 200 without nonces; 401 with a nonce, then 200, with them',
    async (api) => {
      const { server } = world()
      const { issuer, audience } = server
      const tokens = await server.signIn(request)
      expect(tokens.tokenType).toBe('dpop')
      const options = { issuer, audience }
      const plain = await api.startAt((publicUrl) => ({ ...options, publicUrl, dpop: true }))
      onTestFinished(() => plain.close())
      const strict = await api.startAt((publicUrl) => ({
        ...options,
        publicUrl,
        dpop: { required: true, nonce }
      }))
      onTestFinished(() => strict.close())
      expect(await tokens.fetchResource(`${plain.origin}/v1/messages?page=2`)).toEqual([200])
      expect(await tokens.fetchResource(`${strict.origin}/v1/messages`)).toEqual([401, 200])
      // The client has the nonce now.
      expect(await tokens.fetchResource(`${strict.origin}/v1/messages`)).toEqual([200])
      // The nonce of one API is not valid at another one.
      expect(await tokens.fetchResource(`${plain.origin}/v1/messages`)).toEqual([200])
    }
  )

  test.each(boundApis)('is refused on $name by an API without the option', async (api) => {
    const { server } = world()
    const { issuer, audience } = server
    const tokens = await server.signIn(request)
    const off = await api.startAt(() => ({ issuer, audience }))
    onTestFinished(() => off.close())
    expect(await tokens.fetchResource(`${off.origin}/v1/messages`)).toEqual([401])
  })
})
