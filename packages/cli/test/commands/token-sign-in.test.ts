import type { IncomingMessage, ServerResponse } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { findFreePort } from '../../../../test/programs/free-port.ts'
import { sendJson } from '../authorization-server.ts'
import { openWorld, token } from '../sign-in/token-world.ts'

describe('portcullis token --issuer', () => {
  it('uses OAUTH_ISSUER if neither the API nor the server is named', async () => {
    const { server } = await openWorld()
    const environment = { OAUTH_ISSUER: server.origin }
    expect(await token([], { environment })).toMatchObject({ exitCode: 0, output: 'token-1\n' })
    expect(await token([])).toMatchObject({ exitCode: 64 })
  })

  it('does not use the response of another server (RFC 9207)', async () => {
    const world = await openWorld()
    world.behavior.authorize = { iss: 'https://evil.example.com' }
    const { exitCode, output, errors } = await token(['--issuer', world.server.origin])
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' })
    expect(errors).toContain('from a different authorization server than the request was sent to (RFC 9207)')
    expect(world.tokenRequests).toEqual([])
  })

  it('does not use a response without iss of a server that announces it', async () => {
    const world = await openWorld()
    world.behavior.authorize = { iss: null }
    expect(await token(['--issuer', world.server.origin])).toMatchObject({ exitCode: 2, output: '' })
    expect(world.tokenRequests).toEqual([])
  })

  it('does not use a response with another state, and keeps waiting', async () => {
    const world = await openWorld()
    world.behavior.authorize = { state: 'forged' }
    const { exitCode, errors } = await token(['--issuer', world.server.origin, '--timeout', '1'])
    expect(exitCode).toBe(2)
    expect(errors).toContain(
      'error: no sign-in within 1 seconds: if the page shows an error, check --client-id'
    )
    expect(world.tokenRequests).toEqual([])
  })

  it('repeats no error text of a response of another server', async () => {
    const world = await openWorld()
    const forged = { error: 'access_denied', error_description: 'call 555-0100' }
    world.behavior.authorize = { code: null, iss: 'https://evil.example.com', ...forged }
    const { exitCode, errors } = await token(['--issuer', world.server.origin])
    expect(exitCode).toBe(2)
    expect(errors).toContain('from a different authorization server than the request was sent to (RFC 9207)')
    expect(errors).not.toContain('555-0100')
  })

  it('uses the first of two responses with the right state', async () => {
    const world = await openWorld()
    const other: number[] = []
    world.behavior.onToken = async () => {
      const { redirect_uri = '', state = '' } = world.authorizations[0] ?? {}
      const { status } = await fetch(`${redirect_uri}?code=other&state=${state}`)
      other.push(status)
    }
    expect(await token(['--issuer', world.server.origin])).toMatchObject({ exitCode: 0 })
    expect(other).toEqual([200])
    expect(world.tokenRequests).toMatchObject([{ code: 'code' }])
  })

  it('says so if the server does not announce PKCE, and sends S256 nevertheless', async () => {
    const world = await openWorld()
    const words = ['--issuer', world.server.origin]
    expect((await token(words)).errors).not.toContain('PKCE')
    world.behavior.metadata = { code_challenge_methods_supported: undefined }
    const { exitCode, errors } = await token(words)
    expect(exitCode).toBe(0)
    expect(errors).toContain('The server does not announce PKCE, and might ignore it')
    expect(world.authorizations[1]).toMatchObject({ code_challenge_method: 'S256' })
  })

  it('says in words why the server refuses the sign-in, safe for terminals', async () => {
    const world = await openWorld()
    world.behavior.authorize = { code: null, error: 'access_denied', error_description: 'No\u001B[31m way' }
    const { exitCode, errors } = await token(['--issuer', world.server.origin])
    expect(exitCode).toBe(2)
    expect(errors).toContain(
      'error: the sign-in was declined, or the user has no access (access_denied); the server says: No?[31m way\n'
    )
  })

  it.each([
    ['refuses the code', 400, { error: 'invalid_grant' }, 'the code expired or was used before'],
    ['has an error of its own', 400, { error: 'toString' }, 'the server refuses (toString)'],
    [
      'describes an error by a number',
      400,
      { error: 'x', error_description: 42 },
      'the server refuses (x)\n'
    ],
    [
      'issues a token of another type',
      200,
      { access_token: 'secret', token_type: 'mac' },
      'error: the answer of the authorization server is not supported: unsupported `token_type` value'
    ],
    ['answers with a page', 502, {}, 'does not follow the standards'],
    ['issues no token', 200, { token_type: 'bearer' }, 'does not follow the standards']
  ])('says in words that the token endpoint %s', async (_, status, body, text) => {
    const world = await openWorld()
    world.behavior.tokenErrors = [{ status, body }]
    const { exitCode, output, errors } = await token(['--issuer', world.server.origin])
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' })
    expect(errors).toContain(text)
  })

  it('says so if the response has an ID token, which only the hybrid flow has', async () => {
    const world = await openWorld()
    world.behavior.authorize = { id_token: 'secret' }
    const { exitCode, output, errors } = await token(['--issuer', world.server.origin])
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' })
    expect(errors).toContain('error: the answer of the authorization server is not supported')
    expect(errors).not.toContain('secret')
  })

  it.each(['token-1\r\nX-Admin: 1', 'token-1\u001B[2J', 'tok\u00E9n', 'token-1\u009B2J'])(
    'writes no token with characters that tokens cannot have, such as another header line: %j',
    async (access_token) => {
      const world = await openWorld()
      world.behavior.token = { access_token }
      for (const form of ['token', 'header', 'json']) {
        const { exitCode, output, errors } = await token(['--api', world.url, '--output', form])
        expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' })
        expect(errors).toContain('error: the access token of the authorization server has characters')
        expect(errors).not.toContain('token-1')
      }
    }
  )

  it('says so if the token endpoint does not answer', async () => {
    const world = await openWorld()
    const port = await findFreePort()
    world.behavior.metadata = { token_endpoint: `http://127.0.0.1:${port}/token` }
    const { errors } = await token(['--issuer', world.server.origin])
    expect(errors).toContain('error: no answer from the authorization server (ECONNREFUSED)')
  })

  it.each([
    ['has no metadata', 'http://127.0.0.1:1', 'no metadata of http://127.0.0.1:1: run portcullis doctor'],
    ['is reached over plain http', 'http://auth.example.com', 'is not an https URL'],
    ['is not a URL', 'auth', 'is not an https URL']
  ])('says so if the server %s', async (_, issuer, text) => {
    const { exitCode, errors } = await token(['--issuer', issuer])
    expect(exitCode).toBe(2)
    expect(errors).toContain(text)
  })

  it.each([
    ['without S256', { code_challenge_methods_supported: ['plain'] }, 'does not support PKCE with S256'],
    ['without a sign-in page', { authorization_endpoint: null }, 'use --client-credentials'],
    ['whose sign-in page is not a URL', { authorization_endpoint: 42 }, '"authorization_endpoint"'],
    ['whose metadata is of another issuer', { issuer: 'https://evil.example.com' }, 'no metadata of'],
    [
      'with a token endpoint on plain http',
      { token_endpoint: 'http://evil.example.com/token' },
      '"token_endpoint"'
    ]
  ])('does not open the browser at a server %s', async (_, metadata, text) => {
    const world = await openWorld()
    world.behavior.metadata = metadata
    const { exitCode, errors } = await token(['--issuer', world.server.origin])
    expect(exitCode).toBe(2)
    expect(errors).toContain(text)
    expect(errors).not.toContain('Open this address')
  })

  it('pushes the parameters to a server that requires it (RFC 9126)', async () => {
    const world = await openWorld()
    const { origin } = world.server
    world.behavior.metadata = {
      require_pushed_authorization_requests: true,
      pushed_authorization_request_endpoint: `${origin}/par`
    }
    let pushed = Promise.resolve('')
    world.server.routes.set('/par', (request, response) => {
      pushed = readText(request)
      sendJson(response, 201, { request_uri: 'urn:request:1', expires_in: 60 })
    })
    const authorizations: unknown[] = []
    const decline = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      authorizations.push(request.url)
      const form = new URLSearchParams(await pushed)
      const location = new URL(form.get('redirect_uri') ?? origin)
      const state = form.get('state') ?? ''
      location.search = new URLSearchParams({ error: 'access_denied', state, iss: origin }).toString()
      response.writeHead(302, { location: location.href }).end()
    }
    world.server.routes.set('/authorize', (request, response) => void decline(request, response))
    const { errors } = await token(['--issuer', origin])
    expect(new URLSearchParams(await pushed).get('code_challenge_method')).toBe('S256')
    expect(authorizations).toEqual(['/authorize?client_id=cli&request_uri=urn%3Arequest%3A1'])
    expect(errors).toContain('the sign-in was declined')
  })

  it('opens no browser with --no-browser, and shows the address', async () => {
    const world = await openWorld()
    const { errors } = await token(['--issuer', world.server.origin, '--no-browser', '--timeout', '1'])
    expect(errors).toContain(`Open this address to sign in: ${world.server.origin}/authorize?`)
    expect(world.authorizations).toEqual([])
  })

  it('shows the address if the browser cannot be opened, and listens at --redirect-port', async () => {
    const world = await openWorld()
    const { origin } = world.server
    const port = await findFreePort()
    const words = ['--issuer', origin, '--timeout', '1', '--redirect-port', String(port)]
    const { errors } = await token(words, { environment: { BROWSER: '/nonexistent/browser' } })
    expect(errors).toContain(`Open this address to sign in: ${origin}/authorize?`)
    expect(errors).toContain(encodeURIComponent(`http://127.0.0.1:${port}/callback`))
  })
})
