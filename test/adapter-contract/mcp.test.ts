import { describe, expect, test } from 'vitest'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { accessToken } from '../tokens/authority.ts'
import { call, issuer, metadataUrl, post, resource, targets } from './mcp-servers.ts'

describe.each(targets)('an MCP server on $name', ({ start }) => {
  test(
    verifies('C-2', 'C-3', 'C-10', 'names base scope and metadata to a client without a token, and no error'),
    async () => {
      await withServer(start(), async (port) => {
        const { status, headers, body } = await send(port, post(call('hello')))
        expect([status, body]).toEqual([401, ''])
        expect(headers['www-authenticate']).toEqual([
          `Bearer realm="${resource}", scope="mcp:tools", resource_metadata="${metadataUrl}"`
        ])
        const found = await send(port, { path: new URL(metadataUrl).pathname })
        expect(JSON.parse(found.body)).toEqual({
          resource,
          authorization_servers: [issuer],
          scopes_supported: ['mcp:tools', 'mcp:pay', 'mcp:close'],
          bearer_methods_supported: ['header']
        })
      })
    }
  )

  test(
    verifies('C-3', 'names the base scope only to a client that calls a guarded tool without a token'),
    async () => {
      await withServer(start(), async (port) => {
        const { status, headers } = await send(port, post(call('pay')))
        expect([status, headers['www-authenticate']]).toEqual([
          401,
          [`Bearer realm="${resource}", scope="mcp:tools", resource_metadata="${metadataUrl}"`]
        ])
      })
    }
  )

  test('passes the caller on as AuthInfo, and the parsed body', async () => {
    await withServer(start(), async (port) => {
      const { status, headers, body } = await send(port, post(call('hello'), 'mcp:tools'))
      expect([status, headers['mcp-session-id']]).toEqual([200, ['session-1']])
      expect(JSON.parse(body)).toEqual({
        auth: {
          token: 'string',
          clientId: 'spa',
          scopes: ['mcp:tools'],
          expiresAt: 'number',
          resource,
          resourceMetadataUrl: metadataUrl,
          subject: 'alice'
        },
        body: call('hello')
      })
    })
  })

  test.each<[unknown, string, string]>([
    [call('pay'), 'mcp:tools', 'mcp:tools mcp:pay'],
    [call('pay'), 'other', 'mcp:tools mcp:pay'],
    [[call('pay'), call('close'), call('hello')], 'mcp:tools mcp:pay', 'mcp:tools mcp:pay mcp:close'],
    [call('hello'), 'mcp:pay', 'mcp:tools']
  ])(
    verifies('C-7', 'C-8', 'answers %j with the scopes "%s" by one 403 that names all scopes of the call'),
    async (body, scope, named) => {
      await withServer(start(), async (port) => {
        const { status, headers } = await send(port, post(body, scope))
        expect(status).toBe(403)
        expect(headers['www-authenticate']).toEqual([
          `Bearer realm="${resource}", error="insufficient_scope", error_description="the access token does not grant what this resource requires", scope="${named}", resource_metadata="${metadataUrl}"`
        ])
      })
    }
  )

  test(verifies('C-9', 'satisfies the guards of tools by a scope that implies theirs'), async () => {
    await withServer(
      start({ change: { impliedScopes: { admin: ['mcp:tools', 'mcp:pay'] } } }),
      async (port) => {
        const statuses = [post(call('pay'), 'admin'), post(call('pay'), 'mcp:tools')].map((request) =>
          send(port, request)
        )
        expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([200, 403])
      }
    )
  })

  test(
    verifies(
      'C-4',
      'C-6',
      'C-12',
      'refuses tokens of other resources, in the query, and requests without one'
    ),
    async () => {
      await withServer(start(), async (port) => {
        const own = accessToken({ aud: resource, scope: 'mcp:tools' })
        const plain = post(call('hello'))
        const answers = [
          send(port, post(call('hello'), 'mcp:tools', { aud: 'https://mcp.example.test' })),
          send(port, post(call('hello'), 'mcp:tools', { aud: `${resource}/` })),
          send(port, { ...post(call('hello')), path: `/mcp?access_token=${own}` }),
          send(port, { path: '/mcp', headers: { 'mcp-session-id': 'session-1' } }),
          send(port, { ...plain, headers: { ...plain.headers, authorization: 'Bearer a b' } })
        ]
        expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([401, 401, 401, 401, 400])
      })
    }
  )

  test(verifies('P-15', 'the spelling of host and path changes neither challenge nor metadata'), async () => {
    await withServer(start(), async (port) => {
      const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }
      const [plain, foreign] = await Promise.all([
        send(port, { path: '/mcp' }),
        send(port, { path: '/mcp', headers: evil })
      ])
      expect(foreign.headers['www-authenticate']).toEqual(plain.headers['www-authenticate'])
      const document = await send(port, { path: new URL(metadataUrl).pathname, headers: evil })
      expect(JSON.parse(document.body)).toMatchObject({ resource })
      for (const path of ['/mcp/', '//mcp', '/%6dcp', '/mcp?a=b']) {
        const { status, headers } = await send(port, { path })
        if (status !== 404)
          expect(headers['www-authenticate'], path).toEqual(plain.headers['www-authenticate'])
        expect([401, 404], path).toContain(status)
      }
    })
  })
})
