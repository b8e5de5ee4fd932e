import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/doctor/diagnose.ts'
import { sendJson, startAuthorizationServer, type TestServer } from '../authorization-server.ts'

const CALLBACK = 'https://app.example.com/callback'

async function examine(server: TestServer): Promise<Record<string, string>> {
  const settings = {
    issuer: server.origin,
    clientId: 'app',
    redirectUri: CALLBACK,
    origin: 'https://app.example.com'
  }
  const { findings } = await diagnose({ ...settings, probe: true })
  return Object.fromEntries(findings.map(({ id, status, reason }) => [id, `${status} ${reason}`]))
}

describe('the probes of the authorization server', () => {
  it('pass if the server requires PKCE and its token endpoint answers OAuth errors', async () => {
    await using server = await startAuthorizationServer()
    server.routes.set('/authorize', (request, response) => {
      const query = new URL(request.url ?? '', server.origin).searchParams
      const error = query.has('code_challenge') ? 'login_required' : 'invalid_request'
      response
        .writeHead(302, {
          location: `${query.get('redirect_uri')}?error=${error}&state=${query.get('state')}`
        })
        .end()
    })
    server.routes.set('POST /token', (_, response) => {
      const headers = { 'cache-control': 'no-store', 'access-control-allow-origin': '*' }
      sendJson(response, 400, { error: 'invalid_grant' }, headers)
    })
    server.routes.set('OPTIONS /token', (_, response) => {
      response.writeHead(204, { 'access-control-allow-origin': '*' }).end()
    })
    expect(await examine(server)).toMatchObject({
      'X-15': 'pass refused',
      'X-16': 'pass refused',
      'X-19': 'warn documents',
      'X-20': 'pass absent'
    })
  })

  it('fail if a request without PKCE reaches sign-in', async () => {
    await using server = await startAuthorizationServer()
    server.routes.set('/authorize', (_, response) => {
      response.writeHead(302, { location: `${CALLBACK}?error=login_required` }).end()
    })
    expect(await examine(server)).toMatchObject({ 'X-15': 'fail not_enforced', 'X-16': 'warn not_oauth' })
  })
})
