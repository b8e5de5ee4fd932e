import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AuthContext } from '@portcullis/core'
import { createTestIssuer } from '@portcullis/testing'
import { expect, onTestFinished, test } from 'vitest'
import { requireAuth, requireScopes } from '../src/index.ts'

test('on plain node:http, authentication and a guard in a row answer 200, 401 and 403', async () => {
  const issuer = await createTestIssuer({ algorithms: ['ES256'] })
  const authenticate = requireAuth(issuer.options)
  const guard = requireScopes('read')
  const server = createServer(
    (request: IncomingMessage & { auth?: AuthContext }, response: ServerResponse) => {
      authenticate(request, response, () => {
        guard(request, response, () => void response.end(request.auth?.subject))
      })
    }
  )
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.close()
    await authenticate.protectedResource.close()
    await issuer.close()
  })
  const ask = async (claims?: Readonly<Record<string, unknown>>): Promise<[number, string]> => {
    const { port } = server.address() as AddressInfo
    const headers = claims && { authorization: `Bearer ${await issuer.issue({ claims })}` }
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: headers ?? {} })
    return [response.status, await response.text()]
  }
  expect(await ask({ sub: 'alice', scope: 'read' })).toEqual([200, 'alice'])
  expect(await ask()).toEqual([401, ''])
  expect((await ask({ sub: 'alice', scope: 'list' }))[0]).toBe(403)
})
