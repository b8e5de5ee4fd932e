import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openWorld, token } from '../sign-in/token-world.ts'

const SECRET = 'aClientSecret'

describe('portcullis token --client-credentials', () => {
  it('sends the secret of OAUTH_CLIENT_SECRET by client_secret_basic, and opens no browser', async () => {
    const world = await openWorld()
    world.behavior.metadata = { token_endpoint_auth_methods_supported: null }
    const environment = { OAUTH_CLIENT_SECRET: SECRET }
    const words = ['--api', world.url, '--client-credentials', '--scope', 'read']
    const { exitCode, output, errors } = await token(words, { environment })
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'token-1\n' })
    expect(errors).not.toContain(SECRET)
    expect(world.authorizations).toEqual([])
    expect(world.tokenRequests).toEqual([
      {
        grant_type: 'client_credentials',
        scope: 'read',
        resource: world.url,
        authorization: `Basic ${Buffer.from(`cli:${SECRET}`).toString('base64')}`
      }
    ])
  })

  it('sends the audience of --audience', async () => {
    const world = await openWorld()
    const words = ['--issuer', world.server.origin, '--client-credentials', '--audience', 'orders']
    await token(words, { environment: { OAUTH_CLIENT_SECRET: SECRET } })
    expect(world.tokenRequests).toMatchObject([{ grant_type: 'client_credentials', audience: 'orders' }])
  })

  it('reads the secret from a file or from standard input, without its line end', async () => {
    const world = await openWorld()
    world.behavior.metadata = { token_endpoint_auth_methods_supported: ['client_secret_post'] }
    const folder = await mkdtemp(join(tmpdir(), 'portcullis-token-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await writeFile(join(folder, 'secret'), `${SECRET}\r\n`)
    const words = ['--issuer', world.server.origin, '--client-credentials', '--client-secret-file']
    await token([...words, join(folder, 'secret')])
    await token([...words, '-'], { input: `${SECRET}\n` })
    expect(world.tokenRequests).toMatchObject([{ client_secret: SECRET }, { client_secret: SECRET }])
  })

  it.each([
    ['there is no secret', [], 'set OAUTH_CLIENT_SECRET'],
    ['the file is missing', ['--client-secret-file', '/nonexistent/secret'], '(ENOENT)'],
    ['the input is empty', ['--client-secret-file', '-'], 'is empty']
  ])('is wrong usage if %s', async (_, words, text) => {
    const { server } = await openWorld()
    const { exitCode, errors } = await token(['--issuer', server.origin, '--client-credentials', ...words])
    expect(exitCode).toBe(64)
    expect(errors).toContain(text)
    expect(server.requests).toEqual([])
  })

  it('says that the secret is wrong, and does not show it', async () => {
    const world = await openWorld()
    const headers = { 'www-authenticate': 'Basic realm="token"' }
    world.behavior.tokenErrors = [{ status: 401, body: { error: 'invalid_client' }, headers }]
    const environment = { OAUTH_CLIENT_SECRET: SECRET }
    const { exitCode, errors } = await token(['--issuer', world.server.origin, '--client-credentials'], {
      environment
    })
    expect(exitCode).toBe(2)
    expect(errors).toContain('check --client-id and the secret (invalid_client)')
    expect(errors).not.toContain(SECRET)
  })
})
