import { expect, onTestFinished, test } from 'vitest'
import { startDemo } from '../../examples/pkce-demo/test/start-demo.ts'
import { start } from '../interop/servers/oidc-provider/start.mjs'
import { startApiWithMetadata } from '../interop/apis/api-with-metadata.ts'
import { startToken } from '../programs/start-token.ts'
import { isChromiumThere, launchChromium } from './launch-chromium.ts'

test.skipIf(!isChromiumThere())(
  'portcullis token: a person signs in with a browser, which comes back to the terminal',
  async () => {
    const server = await start()
    onTestFinished(() => server.close())
    const api = await startApiWithMetadata(server.issuer, (origin) => origin)
    onTestFinished(() => api.close())
    const browser = await launchChromium()
    onTestFinished(() => browser.close())
    const page = await browser.newPage()

    const url = `${api.origin}/orders`
    const { address, output, exitCode } = await startToken(
      '--api',
      url,
      '--client-id',
      'native',
      '--no-browser'
    )
    await page.goto(address)
    await page.locator('input[name=login]').fill('alice')
    await page.locator('input[name=password]').fill('any')
    await page.locator('button[type=submit]').click()
    await page.getByText('orders:read').first().waitFor()
    await page.locator('button[type=submit]').click()
    await page.getByText('You can close this window and return to the terminal.').waitFor()
    expect(await exitCode).toBe(0)
    // The code stays out of everything that the page could load or tell.
    expect(await page.evaluate(() => performance.getEntriesByType('resource').length)).toBe(0)
    const headers = { authorization: `Bearer ${(await output).trim()}` }
    expect(await (await fetch(url, { headers })).json()).toEqual({ client: 'native' })
  }
)

test.skipIf(!isChromiumThere())(
  'portcullis token: the address of an API of the demo is enough to sign in, for the scope of the route and no more',
  async () => {
    const demo = await startDemo()
    onTestFinished(async () => void (await demo.program.stop()))
    const browser = await launchChromium()
    onTestFinished(() => browser.close())
    const page = await browser.newPage()

    const words = ['--api', `${demo.fastify}/orders`, '--client-id', 'demo-cli', '--no-browser']
    const { address, output, exitCode } = await startToken(...words)
    await page.goto(address)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('portcullis token wants to act for you').waitFor()
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByText('You can close this window and return to the terminal.').waitFor()
    expect(await exitCode).toBe(0)
    const headers = { authorization: `Bearer ${(await output).trim()}` }
    for (const origin of [demo.fastify, demo.express]) {
      expect((await fetch(`${origin}/orders`, { headers })).status).toBe(200)
      expect((await fetch(`${origin}/orders`, { method: 'POST', headers })).status).toBe(403)
    }
  }
)
