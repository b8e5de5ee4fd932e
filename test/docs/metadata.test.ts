import { afterAll, describe, expect, it } from 'vitest'
import { api, app, server, shop } from '../../docs/snippets/metadata.ts'
import { listen } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'

const wellKnown = '/.well-known/oauth-protected-resource'
const mounted = `${wellKnown}/orders`

describe('docs/metadata.md', () => {
  afterAll(() => Promise.all([api.close(), shop.close()]))

  it('shows the challenge and the document of requireAuth at the root', async () => {
    await withServer(listen(app), async (port) => {
      const { headers } = await send(port, { path: '/orders' })
      expect(headers['www-authenticate']).toEqual([
        `Bearer realm="https://api.example.com", resource_metadata="https://api.example.com${wellKnown}"`
      ])
      const { body } = await send(port, { path: wellKnown })
      expect(JSON.parse(body)).toEqual({
        resource: 'https://api.example.com',
        authorization_servers: ['https://auth.example.com'],
        scopes_supported: ['read:orders', 'write:orders'],
        bearer_methods_supported: ['header'],
        resource_name: 'Orders'
      })
    })
  })

  it('shows how a mounted router gets metadata', async () => {
    await withServer(listen(server), async (port) => {
      const statuses = [mounted, '/orders/1'].map(async (path) => (await send(port, { path })).status)
      expect(await Promise.all(statuses)).toEqual([200, 401])
    })
  })
})
