import { describe, expect, it } from 'vitest'
import { openWorld, token } from '../sign-in/token-world.ts'

describe('portcullis token --api', () => {
  it('follows challenge and metadata to the server, signs in with PKCE and writes only the token', async () => {
    const world = await openWorld()
    const { exitCode, output, errors } = await token(['--api', world.url])
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'token-1\n' })
    expect(errors).toContain(`Requesting a token of ${world.server.origin}`)
    expect(errors).toContain(`Open this address to sign in: ${world.server.origin}/authorize?`)
    expect(errors).not.toContain('token-1')
    const [asked] = world.authorizations
    expect(asked).toEqual({
      client_id: 'cli',
      response_type: 'code',
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/) as string,
      resource: world.url,
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256'
    })
    expect(world.tokenRequests).toMatchObject([
      { client_id: 'cli', code: 'code', redirect_uri: asked?.['redirect_uri'], resource: world.url }
    ])
  })

  it('requests the scopes of the challenge', async () => {
    const world = await openWorld()
    const { demand } = world
    world.demand = (given) => {
      const { status, parameters } = demand(given) ?? {}
      return status === undefined ? undefined : { status, parameters: `${parameters}, scope="openid read"` }
    }
    expect(await token(['--api', world.url])).toMatchObject({ exitCode: 0 })
    expect(world.authorizations).toMatchObject([{ scope: 'openid read' }])
  })

  it('requests the scopes of the metadata if the challenge names none', async () => {
    const world = await openWorld()
    const document = { resource: world.url, authorization_servers: [world.server.origin] }
    const scopes_supported = ['read', 'write']
    world.api.routes.set('/.well-known/oauth-protected-resource/orders', { ...document, scopes_supported })
    expect(await token(['--api', world.url])).toMatchObject({ exitCode: 0 })
    expect(world.authorizations).toMatchObject([{ scope: 'read write' }])
  })

  it('requests the scopes and the resource of the command line instead', async () => {
    const world = await openWorld()
    await token(['--api', world.url, '--scope', 'a', '--scope', 'b', '--resource', 'urn:orders'])
    expect(world.authorizations).toMatchObject([{ scope: 'a b', resource: 'urn:orders' }])
  })

  it('finds metadata at the well-known address, also without a path, if the challenge names none', async () => {
    const world = await openWorld()
    world.demand = (given) => (given === undefined ? { status: 401, parameters: 'realm="x"' } : undefined)
    expect(await token(['--api', world.url])).toMatchObject({ exitCode: 0, output: 'token-1\n' })
    world.api.routes.delete('/.well-known/oauth-protected-resource/orders')
    const root = { resource: world.api.origin, authorization_servers: [world.server.origin] }
    world.api.routes.set('/.well-known/oauth-protected-resource', root)
    expect(await token(['--api', world.url])).toMatchObject({ exitCode: 0 })
    expect(world.authorizations[1]).toMatchObject({ resource: world.api.origin })
  })

  it('requests nothing if the metadata is about another resource', async () => {
    const world = await openWorld()
    const metadata = '/.well-known/oauth-protected-resource/orders'
    for (const resource of ['https://bank.example.com', `${world.api.origin}/ord`, 'nonsense', undefined]) {
      world.api.routes.set(metadata, { resource, authorization_servers: [world.server.origin] })
      const { exitCode, output, errors } = await token(['--api', world.url])
      expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' })
      expect(errors).toContain('no token is requested')
    }
    expect(world.server.requests).toEqual([])
  })

  it('needs --issuer if the API has no metadata, and then works without', async () => {
    const world = await openWorld()
    world.api.routes.delete('/.well-known/oauth-protected-resource/orders')
    const words = ['--api', world.url]
    const { exitCode, errors } = await token(words)
    expect(exitCode).toBe(2)
    expect(errors).toContain('the API answers 401 and does not say where to get a token')
    expect(errors).toContain('or name the authorization server with --issuer')
    expect(await token([...words, '--issuer', world.server.origin])).toMatchObject({ output: 'token-1\n' })
    expect(world.authorizations[0]).not.toHaveProperty('resource')
  })

  it('has the caller choose among several issuers, and refuses one that the API does not trust', async () => {
    const world = await openWorld()
    const other = 'https://other.example.com'
    const document = { resource: world.url, authorization_servers: [other, world.server.origin] }
    world.api.routes.set('/.well-known/oauth-protected-resource/orders', document)
    const words = ['--api', world.url]
    expect((await token(words)).errors).toContain(
      `choose one with --issuer (${other}, ${world.server.origin})`
    )
    const untrusted = await token([...words, '--issuer', 'https://evil.example.com'])
    expect(untrusted).toMatchObject({ exitCode: 2 })
    expect(untrusted.errors).toContain('not the issuer in --issuer')
    expect(await token([...words, '--issuer', world.server.origin])).toMatchObject({ exitCode: 0 })
  })

  it('needs --issuer if the metadata names none, or its address is not https', async () => {
    const world = await openWorld()
    world.api.routes.set('/.well-known/oauth-protected-resource/orders', { resource: world.url })
    expect((await token(['--api', world.url])).errors).toContain('with --issuer')
    world.demand = () => ({ status: 401, parameters: 'resource_metadata="http://api.example.com/metadata"' })
    expect((await token(['--api', world.url])).errors).toContain('with --issuer')
  })

  it.each([
    ['names its metadata', 'resource_metadata'],
    ['does not', 'realm="x"']
  ])('takes the address of an API with a trailing slash, if the challenge %s', async (_, parameter) => {
    const world = await openWorld()
    const { demand } = world
    world.demand = (given) =>
      given === undefined && parameter !== 'resource_metadata'
        ? { status: 401, parameters: parameter }
        : demand(given)
    world.api.routes.set('/orders/', world.api.routes.get('/orders') ?? {})
    expect(await token(['--api', `${world.url}/`])).toMatchObject({ exitCode: 0, output: 'token-1\n' })
    expect(world.authorizations).toMatchObject([{ resource: world.url }])
  })

  it('says that the address could be wrong if the API answers 404', async () => {
    const world = await openWorld()
    world.api.routes.delete('/.well-known/oauth-protected-resource/orders')
    const { exitCode, errors } = await token(['--api', `${world.url}s`])
    expect(exitCode).toBe(2)
    expect(errors).toContain('the API answers 404 and does not say where to get a token')
  })

  it('says so if the API does not answer', async () => {
    const { exitCode, errors } = await token(['--api', 'http://127.0.0.1:1/orders'])
    expect(exitCode).toBe(2)
    expect(errors).toBe('error: no answer from the API (ECONNREFUSED): check --api\n')
  })
})
