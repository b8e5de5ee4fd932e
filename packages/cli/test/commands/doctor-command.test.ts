import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, it } from 'vitest'
import { privateEcKey, sendJson, startAuthorizationServer } from '../authorization-server.ts'
import { startProtectedApi, ROUTE_PATH } from '../protected-api.ts'
import { run } from '../test-terminal.ts'

const fold = (text: string) => text.replaceAll(/\s+/g, ' ')
const parse = (text: string) => JSON.parse(text) as Record<string, unknown>

describe('portcullis doctor', () => {
  it('exits with 0 in strict mode if nothing is wrong, also over plain http to this machine', async () => {
    await using server = await startAuthorizationServer()
    const { exitCode, output } = await run(['doctor', server.origin, '--strict'])
    expect(output).toMatch(/: yes\.$/mu)
    expect(exitCode).toBe(0)
  })

  it('exits with 0 if there are only warnings, and with 1 in strict mode', async () => {
    await using server = await startAuthorizationServer((document) => ({
      ...document,
      code_challenge_methods_supported: ['S256', 'plain']
    }))
    expect((await run(['doctor', server.origin])).exitCode).toBe(0)
    expect((await run(['doctor', server.origin, '--strict'])).exitCode).toBe(1)
  })

  it('exits with 2 if a check fails', async () => {
    await using server = await startAuthorizationServer()
    const { exitCode, output } = await run(['doctor', `${server.origin}/`])
    expect(exitCode).toBe(2)
    expect(output).toContain('Ready for a PKCE-protected API: no. Fix X-05.')
  })

  it('prints options with the published issuer if only the trailing slash differs', async () => {
    await using server = await startAuthorizationServer()
    const { output } = await run(['doctor', `${server.origin}/`, '--audience', 'orders-api'])
    expect(fold(output)).toContain(`requireAuth({ issuer: '${server.origin}', audience: 'orders-api' })`)
  })

  it('asks for the audience above the options if no audience is passed', async () => {
    await using server = await startAuthorizationServer()
    const { output } = await run(['doctor', server.origin])
    expect(output).toContain('\nPaste into the API, with the audience of your API\n')
  })

  it('prints the preset call of a recognized product', async () => {
    await using server = await startAuthorizationServer((document, origin) => ({
      ...document,
      issuer: `${origin}/realms/shop`
    }))
    const path = '/realms/shop/.well-known/openid-configuration'
    server.routes.set(path, server.routes.get('/.well-known/oauth-authorization-server') ?? {})
    const { output } = await run(['doctor', `${server.origin}/realms/shop`, '--audience', 'orders-api'])
    expect(fold(output)).toContain(
      `requireAuth(keycloak({ url: '${server.origin}', realm: 'shop', audience: 'orders-api' }))`
    )
  })

  it('says that the server is ready if only the API fails', async () => {
    await using server = await startAuthorizationServer()
    const { output, exitCode } = await run(['doctor', server.origin, '--api', `${server.origin}/open`])
    expect(output).toContain('the server is ready, but fix Y-01.')
    expect(exitCode).toBe(2)
  })

  it('prints the report as JSON with --json', async () => {
    await using server = await startAuthorizationServer()
    const { output, exitCode } = await run(['doctor', server.origin, '--json'], { isTerminal: true })
    const report = parse(output)
    expect(report).toMatchObject({
      issuer: server.origin,
      verdict: 'ready',
      exitCode,
      profile: 'default'
    })
    expect(report['findings']).toHaveLength(61)
    expect(report['findings']).toContainEqual(
      expect.objectContaining({ id: 'X-13', status: 'pass', reason: 's256', title: 'PKCE with S256' })
    )
  })

  it('reads issuer and audience from the environment, as the API does', async () => {
    await using server = await startAuthorizationServer()
    const environment = { OAUTH_ISSUER: server.origin, OAUTH_AUDIENCE: 'orders-api' }
    const { output } = await run(['doctor'], { environment })
    expect(fold(output)).toContain(`issuer: '${server.origin}', audience: 'orders-api'`)
  })

  it.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false]
  ])('in a terminal with environment %o has colors: %s', async (environment, colored) => {
    await using server = await startAuthorizationServer()
    const { output } = await run(['doctor', server.origin], { environment, isTerminal: true, columns: 80 })
    expect(output.includes('\u001B[')).toBe(colored)
  })

  it('shows progress on standard error of a terminal, and nowhere else', async () => {
    await using server = await startAuthorizationServer()
    const watched = await run(['doctor', server.origin], { isTerminal: true })
    expect(watched.errors).toContain('Fetching the metadata')
    expect(watched.output).not.toContain('Fetching the metadata')
    expect((await run(['doctor', server.origin])).errors).toBe('')
  })

  it.each([['--json'], ['--strict']])('prints neither token nor key material with %s', async (flag) => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    await using api = await startProtectedApi(issuer.options)
    const token = await issuer.issue({ claims: { email: 'alice@example.com', sub: 'user alice' } })
    const words = ['doctor', issuer.issuer, '--audience', issuer.audience, '--api', api.origin + ROUTE_PATH]
    const { output, errors } = await run([...words, '--token', '-', '--probe', flag], {
      input: token,
      isTerminal: false
    })
    const secrets = [
      ...token.split('.'),
      'alice@',
      'user alice',
      ...issuer.publicKeys().flatMap(({ n, x }) => [n ?? x ?? ''])
    ]
    for (const secret of secrets) expect(output + errors).not.toContain(secret)
  })

  it('names a published private key without repeating it', async () => {
    await using server = await startAuthorizationServer()
    const key = privateEcKey('leaked')
    server.routes.set('/keys', { keys: [key] })
    const { output } = await run(['doctor', server.origin, '--json'])
    expect(output).toContain('PRIVATE KEY PUBLISHED: leaked')
    expect(output).not.toContain(String(key['d']))
  })

  it.each([[[]], [['--json']]])('prints no control characters of a server, with %j', async (flags) => {
    await using server = await startAuthorizationServer((document) => ({
      ...document,
      issuer: 'https://\u001B[2Jevil\u202E\u009B'
    }))
    server.routes.set('/keys', (_, response) =>
      sendJson(response, 200, { keys: [privateEcKey('\u001B]0;title\u0007')] })
    )
    const { output } = await run(['doctor', server.origin, ...flags])
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})

describe('the command line', () => {
  it.each([
    [['doctor'], /name the issuer/],
    [['doctor', 'https://a.example', '--api', 'messages'], /--api takes an absolute URL/],
    [['doctor', 'https://a.example', '--origin', 'localhost:3000'], /--origin takes scheme and host/],
    [['doctor', 'https://a.example', '--origin', 'app.example.com'], /--origin takes scheme and host/],
    [['doctor', 'https://a.example', '--profile', 'strict'], /Allowed choices are default, mcp, fapi2/],
    [['doctor', 'https://a.example', '--token', 'nowhere.txt'], /cannot read the file that --token names/],
    [['doctor', 'https://a.example', '--bogus'], /unknown option '--bogus'/],
    [['explain', '--issuer', 'https://a.example'], /the input has no token/],
    [['explain'], /the input has no token/],
    [['explain', '--issuer', 'http://a.example', '--audience', 'a', '--insecure-token', 'x.y.z'], /https/],
    [['explain', '--audience', 'a', '--clock-tolerance', 'long'], /number of seconds/],
    [['init', '--issuer', 'https://a.example'], /not a terminal: pass --framework, --audience/],
    [['guard'], /unknown command 'guard'/]
  ])('exits with 64 for %j and says what is wrong', async (words, complaint) => {
    const { exitCode, errors, output } = await run(words)
    expect(exitCode).toBe(64)
    expect(errors).toMatch(complaint)
    expect(output).toBe('')
  })

  it.each([
    [['--help']],
    [['doctor', '--help']],
    [['explain', '--help']],
    [['init', '--help']],
    [['--version']]
  ])('prints the help of %j within 80 columns', async (words) => {
    const { exitCode, output } = await run(words, { columns: 80 })
    expect(exitCode).toBe(0)
    expect(output.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(output).toMatch(/\S/)
  })
})
