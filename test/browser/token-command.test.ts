import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { start } from '../interop/servers/oidc-provider/start.mjs'
import { startApiWithMetadata } from '../interop/suites/test-token.ts'
import { ROOT } from '../programs/start-program.ts'
import { isChromiumThere, launchChromium } from './launch-chromium.ts'

const ADDRESS = /Open this address to sign in: (\S+)/

/** Starts `portcullis token` as it was built, and returns the address that it shows. */
async function startToken(...words: string[]) {
  const child = spawn(process.execPath, ['packages/cli/dist/main.js', 'token', ...words, '--no-browser'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  onTestFinished(() => void child.kill())
  const [output, ended] = [text(child.stdout), once(child, 'close')]
  let shown = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    shown += chunk
  })
  while (!ADDRESS.test(shown)) await once(child.stderr, 'data')
  const [, address = ''] = ADDRESS.exec(shown) ?? []
  return { address, output, ended: ended.then(() => child.exitCode) }
}

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
    const { address, output, ended } = await startToken('--api', url, '--client-id', 'native')
    await page.goto(address)
    await page.locator('input[name=login]').fill('alice')
    await page.locator('input[name=password]').fill('any')
    await page.locator('button[type=submit]').click()
    await page.getByText('orders:read').first().waitFor()
    await page.locator('button[type=submit]').click()
    await page.getByText('You can close this window and return to the terminal.').waitFor()
    expect(await ended).toBe(0)
    // The code stays out of everything that the page could load or tell.
    expect(await page.evaluate(() => performance.getEntriesByType('resource').length)).toBe(0)
    const headers = { authorization: `Bearer ${(await output).trim()}` }
    expect(await (await fetch(url, { headers })).json()).toEqual({ client: 'native' })
  }
)
