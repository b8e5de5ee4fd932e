import { describe, expect, it } from 'vitest'
import { openWorld, token } from '../sign-in/token-world.ts'
import { run } from '../test-terminal.ts'

describe('the output of portcullis token', () => {
  it('is a header for curl with --output header', async () => {
    const { server } = await openWorld()
    const { output } = await token(['--issuer', server.origin, '--output', 'header'])
    expect(output).toBe('Authorization: Bearer token-1\n')
  })

  it('is the token response without refresh token with --output json', async () => {
    const { server } = await openWorld()
    const { output } = await token(['--issuer', server.origin, '--output', 'json'])
    expect(JSON.parse(output)).toEqual({ access_token: 'token-1', token_type: 'bearer', expires_in: 60 })
  })

  it('escapes what terminals obey with --output json', async () => {
    const world = await openWorld()
    world.behavior.token = { scope: 'read\u009B2J' }
    const { output } = await token(['--issuer', world.server.origin, '--output', 'json'])
    expect(output).not.toContain('\u009B')
    expect(JSON.parse(output)).toMatchObject({ scope: 'read\u009B2J' })
  })

  it('never goes to a terminal without --print, and nothing is requested', async () => {
    const { server } = await openWorld()
    const words = ['--issuer', server.origin]
    const refused = await token(words, { isTerminal: true })
    expect(refused).toMatchObject({ exitCode: 64, output: '' })
    expect(refused.errors).toContain('or add --print')
    expect(server.requests).toEqual([])
    expect(await token([...words, '--print'], { isTerminal: true })).toMatchObject({ output: 'token-1\n' })
  })
})

describe('the command line of portcullis token', () => {
  it.each([
    ['no client', ['--api', 'https://a.example'], '--client-id'],
    ['an empty client', ['--client-id', '', '--api', 'https://a.example'], 'it is empty'],
    [
      'an API on plain http',
      ['--client-id', 'cli', '--api', 'http://a.example'],
      'never sent over plain http'
    ],
    ['an API that is not a URL', ['--client-id', 'cli', '--api', 'orders'], 'absolute URL'],
    ['a port that is not a number', ['--client-id', 'cli', '--redirect-port', 'x'], 'up to 65535'],
    ['a port above 65535', ['--client-id', 'cli', '--redirect-port', '65536'], 'up to 65535'],
    ['an unknown form of output', ['--client-id', 'cli', '--output', 'xml'], 'token, header, json']
  ])('is wrong with %s', async (_, words, text) => {
    const { exitCode, errors } = await run(['token', ...words])
    expect(exitCode).toBe(64)
    expect(errors).toContain(text)
  })
})
