import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Listening } from '../../http/listen.ts'
import { startTokenIn } from '../../programs/start-token.ts'
import { startApiWithMetadata } from '../apis/api-with-metadata.ts'
import { submitForm } from '../servers/client/submit-form.mjs'
import { visitUntilRedirect } from '../servers/client/user-agent.mjs'
import { start } from '../servers/oidc-provider/start.mjs'

const BROWSER = fileURLToPath(new URL('../servers/client/sign-in-page.mjs', import.meta.url))
const form = { login: 'alice', password: 'any' }
/** A graphical session without the variable that names a browser. */
const session = { BROWSER: '', DISPLAY: ':0', SSH_CONNECTION: '', NO_COLOR: '1' }

describe.runIf(process.platform === 'linux')('portcullis token in a graphical session', () => {
  let server: Awaited<ReturnType<typeof start>>
  let api: Listening
  let folder: string

  beforeAll(async () => {
    server = await start()
    api = await startApiWithMetadata(server.issuer, (origin) => origin)
    folder = await mkdtemp(join(tmpdir(), 'portcullis-session-'))
  })

  afterAll(async () => {
    await rm(folder, { recursive: true })
    await api.close()
    await server.close()
  })

  const begin = (environment: Record<string, string>) =>
    startTokenIn(
      { ...session, ...environment },
      '--api',
      `${api.origin}/orders`,
      '--client-id',
      'native',
      '--output',
      'header'
    )

  async function callerOf(header: string): Promise<unknown> {
    const [name = '', value = ''] = header.trim().split(': ')
    return (await fetch(`${api.origin}/orders`, { headers: { [name]: value } })).json()
  }

  test('opens xdg-open of the system, and writes the token to the pipe when alice comes back', async () => {
    await symlink(BROWSER, join(folder, 'xdg-open'))
    const history = join(folder, 'history')
    const { address, output, exitCode } = await begin({
      PATH: `${folder}:${process.env['PATH']}`,
      SIGN_IN_FORM: JSON.stringify(form),
      SIGN_IN_HISTORY: history
    })
    expect(await exitCode).toBe(0)
    expect(await callerOf(await output)).toEqual({ client: 'native' })
    const [opened = '', back = ''] = (await readFile(history, 'utf8')).split('\n')
    expect(opened).toBe(address)
    const asked = Object.fromEntries(new URL(opened).searchParams)
    expect(asked).toEqual({
      client_id: 'native',
      response_type: 'code',
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/u) as unknown,
      scope: 'orders:read orders:write',
      resource: api.origin,
      state: expect.stringMatching(/^[\w-]{43}$/u) as unknown,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/u) as unknown,
      code_challenge_method: 'S256'
    })
    const answer = new URL(back)
    expect(`${answer.origin}${answer.pathname}`).toBe(asked['redirect_uri'])
    expect(answer.searchParams.get('state')).toBe(asked['state'])
    expect(answer.searchParams.get('iss')).toBe(server.issuer)
  })

  test('shows the address if nothing can open it, and waits until alice has opened it', async () => {
    const { address, output, exitCode } = await begin({ PATH: '/nonexistent' })
    const redirectUri = new URL(address).searchParams.get('redirect_uri') ?? ''
    const answer = await visitUntilRedirect(new URL(address), redirectUri, (page) => submitForm(page, form))
    const statuses = [`${redirectUri}?code=1&state=forged`, new URL('/favicon.ico', redirectUri)].map(
      async (url) => (await fetch(url)).status
    )
    expect(await Promise.all(statuses)).toEqual([400, 404])
    expect((await fetch(answer)).status).toBe(200)
    expect(await exitCode).toBe(0)
    expect(await callerOf(await output)).toEqual({ client: 'native' })
  })

  test('ends on Ctrl-C, writes nothing, and leaves the port free', async () => {
    const { address, output, interrupt } = await begin({ PATH: '/nonexistent' })
    expect(await interrupt()).toBe('SIGINT')
    expect(await output).toBe('')
    const redirectUri = new URL(address).searchParams.get('redirect_uri') ?? ''
    await expect(fetch(redirectUri)).rejects.toThrow('fetch failed')
  })
})
