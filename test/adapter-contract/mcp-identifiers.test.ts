import { allowInsecureRequests, customFetch } from 'oauth4webapi'
import { processResourceDiscoveryResponse, resourceDiscoveryRequest } from 'oauth4webapi'
import { describe, expect, test } from 'vitest'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { call, issuer, post, targets } from './mcp-servers.ts'

const origin = 'https://mcp.example.test'
const wellKnown = '/.well-known/oauth-protected-resource'

/** Each shape of an identifier with the request target of its metadata. */
const identifiers: readonly (readonly [string, string])[] = [
  [origin, wellKnown],
  [`${origin}/`, wellKnown],
  [`${origin}/mcp`, `${wellKnown}/mcp`],
  [`${origin}/mcp/`, `${wellKnown}/mcp/`],
  [`${origin}/mcp?tenant=acme`, `${wellKnown}/mcp?tenant=acme`],
  [`${origin}/caf%C3%A9/mcp`, `${wellKnown}/caf%C3%A9/mcp`]
]

describe.each(targets)('an MCP server on $name', ({ start }) => {
  test.each(identifiers)(
    'with the address %s has metadata that oauth4webapi accepts, and names it',
    async (...row) => {
      const [identifier, target] = row
      await withServer(start({ change: { resource: identifier } }), async (port) => {
        const sent: string[] = []
        const through = (url: string, init: object): Promise<Response> => {
          sent.push(url)
          return fetch(url.replace(origin, `http://127.0.0.1:${port}`), init)
        }
        const options = { [customFetch]: through, [allowInsecureRequests]: true }
        const response = await resourceDiscoveryRequest(new URL(identifier), options)
        expect(await processResourceDiscoveryResponse(new URL(identifier), response)).toMatchObject({
          resource: identifier,
          authorization_servers: [issuer]
        })
        const { status, headers } = await send(port, post(call('hello')))
        expect([status, headers['www-authenticate']]).toEqual([
          401,
          [`Bearer realm="${identifier}", scope="mcp:tools", resource_metadata="${origin}${target}"`]
        ])
        expect(sent).toEqual([`${origin}${target}`])
        const passed = await send(port, post(call('hello'), 'mcp:tools', { aud: identifier }))
        expect(passed.status).toBe(200)
      })
    }
  )
})
