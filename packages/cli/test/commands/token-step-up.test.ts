import { describe, expect, it } from 'vitest'
import { openWorld, token } from '../sign-in/token-world.ts'

describe('a token that the API refuses', () => {
  it('is written, and exits with 2, if the API does not answer any more', async () => {
    const world = await openWorld()
    world.behavior.onToken = () => world.api.routes.set('/orders', (request) => request.socket.destroy())
    const { exitCode, output, errors } = await token(['--api', world.url])
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: 'token-1\n' })
    expect(errors).toContain('no answer from the API (ECONNRESET)')
  })

  it('is not one of an API that answers with a stream without end', async () => {
    const world = await openWorld()
    world.behavior.onToken = () =>
      world.api.routes.set('/orders', (_, response) => response.writeHead(200).flushHeaders())
    const startedAt = performance.now()
    expect(await token(['--api', world.url])).toMatchObject({ exitCode: 0, output: 'token-1\n' })
    expect(performance.now() - startedAt).toBeLessThan(5000)
  })

  it('gets a token with more scopes if the API asks for them, once', async () => {
    const world = await openWorld()
    const { demand } = world
    world.demand = (given) =>
      given === 'token-1'
        ? { status: 403, parameters: 'error="insufficient_scope", scope="read write"' }
        : demand(given)
    const { exitCode, output, errors } = await token(['--api', world.url, '--scope', 'read'])
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'token-2\n' })
    expect(errors).toContain('The API requires more: scope read write')
    expect(world.authorizations.map(({ scope }) => scope)).toEqual(['read', 'read write'])
  })

  it('gets a token of a stronger and more recent authentication if the API asks for it', async () => {
    const world = await openWorld()
    const { demand } = world
    const parameters = 'error="insufficient_user_authentication", acr_values="phr phrh", max_age="60"'
    world.demand = (given) => (given === 'token-1' ? { status: 401, parameters } : demand(given))
    const { output, errors } = await token(['--api', world.url])
    expect(output).toBe('token-2\n')
    expect(errors).toContain('The API requires more: acr phr phrh, an authentication at most 60 seconds ago')
    expect(world.authorizations[1]).toMatchObject({ acr_values: 'phr phrh', max_age: '60' })
  })

  it.each([
    ['the same scopes again', 'error="insufficient_scope", scope="read"', 403, '403 insufficient_scope'],
    ['nothing', 'realm="x"', 401, '(401)'],
    [
      'an authentication without saying which',
      'error="insufficient_user_authentication"',
      401,
      '401 insufficient'
    ],
    ['a valid token', 'error="invalid_token", scope="more"', 401, '401 invalid_token']
  ])(
    'writes the token and exits with 2 if the API refuses it and asks for %s',
    async (_, parameters, status, text) => {
      const world = await openWorld()
      const { demand } = world
      world.demand = (given) => demand(given) ?? { status, parameters }
      const { exitCode, output, errors } = await token(['--api', world.url, '--scope', 'read'])
      expect({ exitCode, output }).toEqual({ exitCode: 2, output: 'token-1\n' })
      expect(errors).toContain(`error: the API refuses the token`)
      expect(errors).toContain(text)
      expect(world.authorizations).toHaveLength(1)
    }
  )
})
