import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeDemo, READY } from '../../examples/pkce-demo/test/start-demo.ts'
import { findFreePort } from '../programs/free-port.ts'
import { ROOT, startProgram } from '../programs/start-program.ts'
import { call, callButton, callEverything, readParameter, ROUTES, signIn, withScope } from './demo-page.ts'
import { focusOutline, pressUntilFocused } from './keyboard.ts'
import { isChromiumThere } from './launch-chromium.ts'
import { useDemo } from './use-demo.ts'

const DESKTOP = { viewport: { width: 1280, height: 800 } }

describe.skipIf(!isChromiumThere())('the page of the PKCE demo', () => {
  const { demo, open, misdeeds } = useDemo(async () => {
    const command = ['npm', 'start', '--', '--port', String(await findFreePort())]
    return describeDemo(await startProgram(command, { readyWhen: READY }))
  })

  async function takeScreenshot(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: `${ROOT}/reports/browser/${name}.png`, fullPage: true })
  }

  describe('on the way to a token', () => {
    test('shows a verifier and its hash, and sends the hash alone', async () => {
      const page = await open(DESKTOP)
      const verifier = await readParameter(page, 'secret', 'code_verifier')
      const challenge = await readParameter(page, 'secret', 'code_challenge')
      expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'))
      expect(await readParameter(page, 'request', 'code_challenge')).toBe(challenge)
      expect(await readParameter(page, 'request', 'code_challenge_method')).toBe('S256')
      const sent = page.waitForRequest((request) => request.url().startsWith(`${demo().issuer}/auth?`))
      await page.locator('#masthead-actions button').click()
      expect((await sent).url()).toContain(`code_challenge=${challenge}`)
      expect((await sent).url()).not.toContain(verifier)
      await page.context().close()
    })

    test('says so when the person declines', async () => {
      const page = await open(DESKTOP)
      await page.locator('#masthead-actions button').click()
      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('alert').getByText('You did not allow it').waitFor()
      expect(await readParameter(page, 'response', 'error')).toBe('access_denied')
      expect(await callButton(page, 'full', 'GET /orders').isDisabled()).toBe(true)
      await page.context().close()
    })
  })

  describe('the calls to both APIs', () => {
    let page: Page
    /** What the page sent to get its code. */
    let sent: { state: string; verifier: string }

    beforeAll(async () => {
      page = await open(DESKTOP)
      sent = {
        state: await readParameter(page, 'request', 'state'),
        verifier: await readParameter(page, 'secret', 'code_verifier')
      }
      await signIn(page, 'ada')
    })

    afterAll(async () => {
      await takeScreenshot(page, 'all-calls-light')
      await page.context().close()
    })

    test('come after the code, the token request and the token, and the code is not in the address bar', async () => {
      expect(page.url()).toBe(`${demo().page}/`)
      expect(await readParameter(page, 'response', 'state')).toBe(sent.state)
      expect(await readParameter(page, 'response', 'iss')).toBe(demo().issuer)
      expect(await readParameter(page, 'exchange', 'code')).toBe(
        await readParameter(page, 'response', 'code')
      )
      expect(await readParameter(page, 'exchange', 'code_verifier')).toBe(sent.verifier)
      expect(await readParameter(page, 'token', 'typ')).toBe('at+jwt')
      expect(await readParameter(page, 'token', 'sub')).toBe('ada')
      expect(await readParameter(page, 'token', 'aud')).toBe('https://orders.example')
      expect(await readParameter(page, 'token', 'scope')).toBe('orders:read orders:write')
      expect(await page.locator('#token').textContent()).toContain(
        'A client must not look into an access token'
      )
    })

    test('no token: 401 with a challenge that names no error, and no body', async () => {
      const { express, fastify } = await call(page, 'none', 'GET /orders')
      expect(express).toMatchObject({ status: '401 Unauthorized', body: 'none' })
      const metadata = 'resource_metadata="{api}/.well-known/oauth-protected-resource"'
      expect(express.challenge.split('\n')).toEqual([
        `Bearer realm="{api}", ${metadata}`,
        expect.stringMatching(/^DPoP realm="\{api\}", algs="[^"]+", resource_metadata=/u)
      ])
      expect(express.serverLog).toContain('credentials_missing')
      expect(fastify).toEqual({ ...express, challenge: withScope(express.challenge, 'orders:read') })
      expect(await page.locator('.verdict').textContent()).toBe(
        '✓ Status, challenge and body are the same, byte for byte, except for the address of each API and the scope that Fastify names.'
      )
    })

    test('the challenge links to the metadata of each API, which a browser can open', async () => {
      await call(page, 'none', 'GET /me')
      for (const [name, origin] of [
        ['express', demo().express],
        ['fastify', demo().fastify]
      ] as const) {
        const link = page.locator(`.answer[data-api="${name}"] .challenge a`).first()
        const url = await link.getAttribute('href')
        expect(url).toBe(`${origin}/.well-known/oauth-protected-resource`)
        expect(await (await fetch(url ?? '')).json()).toHaveProperty('resource', origin)
      }
    })

    test('both scopes: 200, and the API knows who calls', async () => {
      const { express, fastify } = await call(page, 'full', 'GET /me')
      expect(fastify).toEqual(express)
      expect(express).toMatchObject({ status: '200 OK', challenge: 'none' })
      expect(JSON.parse(express.body)).toEqual({
        subject: 'ada',
        clientId: 'demo-page',
        scopes: ['orders:read', 'orders:write']
      })
    })

    test('one scope short: 403 with the scope that is needed, the line of the log and the code', async () => {
      const { express, fastify } = await call(page, 'narrow', 'POST /orders')
      expect(fastify).toEqual(express)
      expect(express.status).toBe('403 Forbidden')
      expect(express.challenge).toContain('error="insufficient_scope"')
      expect(express.challenge).toContain('scope="orders:write"')
      expect(JSON.parse(express.body)).toHaveProperty('error', 'insufficient_scope')
      expect(express.serverLog).toMatch(
        /^portcullis refused POST \/orders: 403 scope_insufficient: .*orders:write/u
      )
      const code = await page.locator('.answer[data-api="express"] .api-code[open] pre').innerText()
      expect(code).toMatch(/^app\.use\(requireAuth\(.*requireScopes\('orders:write'\)/su)
      expect(await page.locator('.answer .server-log b').allTextContents()).toEqual([
        'scope_insufficient',
        'scope_insufficient'
      ])
      const marked = page.locator('.answer .api-code[open] mark')
      expect(await marked.allTextContents()).toEqual([
        expect.stringContaining("app.post('/orders', requireScopes('orders:write')"),
        expect.stringContaining("requireScopes('orders:write')")
      ])
    })

    test.each(ROUTES)('%s: at most ten lines of code, with those that decide', async (route) => {
      await call(page, 'none', route)
      const blocks = await page.locator('.answer .api-code code').allTextContents()
      expect(blocks).toHaveLength(2)
      for (const code of blocks) {
        const [method = '', path = ''] = route.split(' ')
        expect(code.trim().split('\n').length).toBeLessThanOrEqual(10)
        expect(code).toContain(`app.${method.toLowerCase()}('${path}'`)
        expect(code.includes('requireAuth(')).toBe(path !== '/public')
      }
    })

    test.each(['expired', 'other'] as const)('a token that is %s: 401 invalid_token', async (kind) => {
      const { express, fastify } = await call(page, kind, 'GET /orders')
      expect(fastify).toEqual(express)
      expect(express.status).toBe('401 Unauthorized')
      expect(express.challenge).toContain('error="invalid_token"')
      expect(JSON.parse(express.body)).toHaveProperty('error', 'invalid_token')
      expect(express.serverLog).toContain(kind === 'expired' ? 'token_expired' : 'audience_mismatch')
      expect(await page.locator('.verdict').textContent()).toContain('byte for byte')
    })

    test('all of them at one press', async () => {
      expect(await callEverything(page)).toEqual({
        none: ['200', '401', '401', '401'],
        full: ['200', '200', '200', '201'],
        narrow: ['200', '200', '200', '403'],
        expired: ['200', '401', '401', '401'],
        other: ['200', '401', '401', '401'],
        stolen: ['200', '200', '200', '201']
      })
    })
  })

  test('can be used with the keyboard alone', async () => {
    const page = await open(DESKTOP)
    await pressUntilFocused(page, 'Sign in')
    expect(await focusOutline(page)).toBe('solid')
    await page.keyboard.press('Enter')
    await page.getByLabel('Your name').waitFor()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('hedy')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Allow' }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('body.signed-in').waitFor()
    await pressUntilFocused(page, 'GET /me')
    expect(await focusOutline(page)).toBe('solid')
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('GET /me with no token: 401.').waitFor()
    expect(await page.locator('.answer').count()).toBe(2)
    await page.context().close()
  })

  test('has called nobody but this machine, and broken no rule of its own', () => {
    expect(misdeeds).toEqual([])
  })
})
