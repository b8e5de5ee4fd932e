import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeDemo, READY, type RunningDemo } from '../../examples/pkce-demo/test/start-demo.ts'
import { findFreePort } from '../programs/free-port.ts'
import { startProgram } from '../programs/start-program.ts'
import { isChromiumThere, launchChromium } from './launch-chromium.ts'
import { watchPage } from './watch-page.ts'

describe.skipIf(!isChromiumThere())('the demo page that signs in with DPoP', () => {
  let demo: RunningDemo
  let browser: Browser
  let page: Page
  /** What no page may do; see `watchPage`. */
  const misdeeds: string[] = []

  beforeAll(async () => {
    const command = ['npm', 'start', '--', '--port', String(await findFreePort())]
    demo = describeDemo(await startProgram(command, { readyWhen: READY }))
    browser = await launchChromium()
    page = await (await browser.newContext()).newPage()
    watchPage(page, misdeeds)
  })

  afterAll(async () => {
    await demo.program.stop()
    await browser.close()
  })

  /** Presses the button of an attempt, and reads what came of it. */
  async function attempt(id: string): Promise<string> {
    const row = page.locator(`[data-attempt="${id}"]`)
    await row.getByRole('button').click()
    await row.locator('.outcome:not(:empty):not(:text-is("…"))').waitFor()
    return (await row.locator('.outcome').textContent()) ?? ''
  }

  test('the first page links to it, and before the sign-in nothing can be tried', async () => {
    await page.goto(demo.page)
    await page.getByRole('link', { name: 'A stolen token' }).click()
    await page.getByRole('button', { name: 'Sign in with DPoP' }).waitFor()
    expect(await page.locator('#attempts button:disabled').count()).toBe(5)
  })

  test('the sign-in gets a token that is bound to a key', async () => {
    await page.getByRole('button', { name: 'Sign in with DPoP' }).click()
    await page.getByLabel('Your name').fill('ada')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByText('the token type is dpop').waitFor()
    expect(page.url()).toBe(`${demo.page}/dpop`)
  })

  test('the key opens the route, each time with another proof', async () => {
    expect([await attempt('owner'), await attempt('owner')]).toEqual(['200', '200'])
  })

  test.each([
    { id: 'bearer', error: 'invalid_token' },
    { id: 'other-key', error: 'invalid_token' },
    { id: 'replay', error: 'invalid_dpop_proof' }
  ])('a thief gets 401: $id', async ({ id, error }) => {
    expect(await attempt(id)).toMatch(new RegExp(`^401 DPoP realm=.*error="${error}"`, 'u'))
  })

  test('the private key does not leave the browser', async () => {
    expect(await attempt('export')).toContain('not extractable')
    expect(misdeeds).toEqual([])
  })
})
