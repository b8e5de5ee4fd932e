import { describe, expect, it } from 'vitest'
import { openWorld, token, type TokenWorld } from '../sign-in/token-world.ts'

describe('portcullis token --device', () => {
  const PENDING = { status: 400, body: { error: 'authorization_pending' } }
  const device = { device_code: 'device-secret', user_code: 'WDJB-MJHT', expires_in: 60, interval: 0.02 }

  async function openDeviceWorld(change: object = {}): Promise<TokenWorld> {
    const world = await openWorld()
    const { origin } = world.server
    world.behavior.metadata = { device_authorization_endpoint: `${origin}/device` }
    world.server.routes.set('/device', { ...device, verification_uri: `${origin}/go`, ...change })
    return world
  }

  it('shows address and code, and waits for the sign-in', async () => {
    const world = await openDeviceWorld()
    world.behavior.tokenErrors = [PENDING, PENDING]
    const { exitCode, output, errors } = await token(['--api', world.url, '--device'])
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'token-3\n' })
    expect(errors).toContain(
      `Open this address to sign in: ${world.server.origin}/go\nYour code: WDJB-MJHT\n`
    )
    expect(errors).not.toContain('device-secret')
    expect(world.tokenRequests).toHaveLength(3)
    expect(world.tokenRequests[0]).toMatchObject({ device_code: 'device-secret', resource: world.url })
  })

  it('is used if there is no browser, with the address that has the code in it', async () => {
    const world = await openDeviceWorld({ verification_uri_complete: 'https://auth.example.com/go?code=1' })
    const environment = { BROWSER: '', SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }
    const { output, errors } = await token(['--issuer', world.server.origin], { environment })
    expect(output).toBe('token-1\n')
    expect(errors).toContain('Open this address to sign in: https://auth.example.com/go?code=1\n')
  })

  it('waits five seconds, and longer if the server says slow_down', { timeout: 30_000 }, async () => {
    const patient = await openDeviceWorld({ interval: undefined })
    const usual = token(['--issuer', patient.server.origin, '--device'])
    const world = await openDeviceWorld()
    world.behavior.tokenErrors = [{ status: 400, body: { error: 'slow_down' } }]
    const startedAt = performance.now()
    expect(await token(['--issuer', world.server.origin, '--device'])).toMatchObject({ output: 'token-2\n' })
    expect(performance.now() - startedAt).toBeGreaterThan(5000)
    expect(await usual).toMatchObject({ output: 'token-1\n' })
  })

  it.each([
    [
      'the server refuses',
      {},
      [{ status: 400, body: { error: 'access_denied' } }],
      'the sign-in was declined'
    ],
    ['the code expires', { expires_in: 0.01 }, [PENDING], 'expired']
  ])('says so if %s', async (_, change, tokenErrors, text) => {
    const world = await openDeviceWorld(change)
    world.behavior.tokenErrors = tokenErrors
    const { exitCode, errors } = await token(['--issuer', world.server.origin, '--device'])
    expect(exitCode).toBe(2)
    expect(errors).toContain(text)
  })

  it('waits as long as --timeout says, and not for the code to expire', async () => {
    const world = await openDeviceWorld()
    world.behavior.tokenErrors = Array.from({ length: 1000 }, () => PENDING)
    const { exitCode, errors } = await token(['--issuer', world.server.origin, '--device', '--timeout', '1'])
    expect(exitCode).toBe(2)
    expect(errors).toContain('error: no sign-in within 1 seconds\n')
  })

  it('does not ask again and again if the pause of a server is longer than timers can wait', async () => {
    const world = await openDeviceWorld({ interval: 1e12, expires_in: 0.1 })
    const { exitCode, errors } = await token(['--issuer', world.server.origin, '--device'])
    expect(exitCode).toBe(2)
    expect(errors).toContain('error: the code expired before the sign-in: start again\n')
    expect(world.tokenRequests).toEqual([])
  })

  it('says so if the server has no such flow', async () => {
    const world = await openWorld()
    const { exitCode, errors } = await token(['--issuer', world.server.origin, '--device'])
    expect(exitCode).toBe(2)
    expect(errors).toContain('sign in without --device')
  })
})
