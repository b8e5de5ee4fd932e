import dns, { type LookupAddress, type LookupOptions } from 'node:dns'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { requireAuth } from '@portcullis/express'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { targets } from '../targets/targets.ts'
import { accessToken, audience, options as staticOptions } from '../tokens/authority.ts'

// A container network: an authorization server that APIs reach as http://keycloak:PORT.
let server: Server
let host: string
let issuer: string

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void

beforeAll(async () => {
  server = createServer((request, response) => {
    const isKeys = request.url === '/certs'
    const isMoved = request.url?.includes('/realms/moved') ?? false
    const named = `http://${request.headers.host}/realms/${isMoved ? 'moved' : 'shop'}`
    const keysHost = isMoved ? host.replace('keycloak', 'other') : host
    const metadata = { issuer: named, jwks_uri: `http://${keysHost}/certs` }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(isKeys ? staticOptions.jwks : metadata))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  host = `keycloak:${port}`
  issuer = `http://${host}/realms/shop`
  const lookup = dns.lookup.bind(dns)
  // Only these names are those of containers.
  vi.spyOn(dns, 'lookup').mockImplementation(((name: string, how: LookupOptions, found: Found) => {
    if (name !== 'keycloak' && name !== 'other') return lookup(name, how, found)
    if (how.all === true) found(null, [{ address: '127.0.0.1', family: 4 }])
    else found(null, '127.0.0.1', 4)
  }) as typeof dns.lookup)
})

afterAll(() => {
  vi.restoreAllMocks()
  server.closeAllConnections()
  server.close()
})

describe.each(targets)('on $name, with an authorization server on a plain http host', ({ start }) => {
  test('tokens are accepted and refused as ever if dangerouslyAllowHttp lists the host', async () => {
    await withServer(start({ issuer, audience, dangerouslyAllowHttp: [host] }), async (port) => {
      const statusOf = async (path: string, claims: object) => {
        const authorization = `Bearer ${accessToken({ iss: issuer, ...claims })}`
        return (await send(port, { path, headers: { authorization } })).status
      }
      expect(await statusOf('/messages', {})).toBe(200)
      expect(await statusOf('/messages', { aud: 'https://other.example.test' })).toBe(401)
      expect(await statusOf('/messages', { scope: 'other' })).toBe(403)
    })
  })

  test('metadata that names keys on a host that is not listed are a 503, and the hint says so', async () => {
    const moved = issuer.replace('shop', 'moved')
    const options = { issuer: moved, audience, dangerouslyAllowHttp: [host], explain: true }
    await withServer(start(options), async (port) => {
      const authorization = `Bearer ${accessToken({ iss: moved })}`
      const { status, body } = await send(port, { path: '/protected', headers: { authorization } })
      expect(status).toBe(503)
      expect(body).toContain('dangerouslyAllowHttp')
    })
  })
})

test('without dangerouslyAllowHttp the program does not start, and the error names option and host', () => {
  expect(() => requireAuth({ issuer: 'http://keycloak:8080/realms/shop', audience })).toThrow(
    `option "issuer" must be an https URL; plain http is accepted on the loopback interface, and inside a network that you trust with dangerouslyAllowHttp: ['keycloak:8080']`
  )
})
