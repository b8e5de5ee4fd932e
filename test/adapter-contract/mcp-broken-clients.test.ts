import { describe, expect, test } from 'vitest'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { brokenClients } from './mcp-broken-clients.ts'
import { bound, brokenDpopClients, DPOP, withProof } from './mcp-broken-dpop-clients.ts'
import { call, metadataUrl, post, targets } from './mcp-servers.ts'

describe.each(targets)('an MCP server on $name refuses what a broken client sends', ({ start }) => {
  test.each([...brokenClients, ...brokenDpopClients])(
    '$client: it sends $sends',
    async ({ change, run, before = [], status, error, challenges }) => {
      await withServer(start(change === undefined ? {} : { change }), async (port) => {
        const answers = await run(port)
        const last = answers.at(-1)
        expect(answers.slice(0, -1).map((answer) => answer.status)).toEqual(before)
        expect([last?.status, last?.headers['www-authenticate']]).toEqual([status, challenges])
        const body: unknown = last?.body === '' ? {} : JSON.parse(last?.body ?? '')
        expect(Reflect.get(Object(body), 'error')).toBe(error)
      })
    }
  )
})

describe.each(targets)('an MCP server on $name serves', ({ start }) => {
  test('auth-test-bad-prm: it ignores resource_metadata, and finds the same document at the root form', async () => {
    await withServer(start(), async (port) => {
      const { pathname } = new URL(metadataUrl)
      const [named, root] = await Promise.all(
        [pathname, '/.well-known/oauth-protected-resource'].map((path) => send(port, { path }))
      )
      expect([root?.status, root?.body]).toEqual([200, named?.body])
    })
  })

  test('auth-test-echo-scope: a token with exactly the scopes of the 403 passes the call', async () => {
    await withServer(start(), async (port) => {
      const refused = await send(port, post(call('pay'), 'mcp:tools'))
      const [, scope = ''] = /scope="([^"]+)"/u.exec(refused.headers['www-authenticate']?.[0] ?? '') ?? []
      expect([refused.status, (await send(port, post(call('pay'), scope))).status]).toEqual([403, 200])
    })
  })

  test('auth-test-dpop and auth-test-dpop-no-nonce: a bound token with fresh proofs', async () => {
    await withServer(start({ change: DPOP }), async (port) => {
      const answers = [await send(port, await withProof(bound)), await send(port, await withProof(bound))]
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
    })
  })
})
