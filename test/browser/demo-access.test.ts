import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningDemo, startDemo } from '../../examples/pkce-demo/test/start-demo.ts'
import { ROOT } from '../programs/start-program.ts'
import { call, callEverything, openPage, scrollsSideways, signIn, switchTo } from './demo-page.ts'
import { isChromiumThere, launchChromium } from './launch-chromium.ts'
import { violationsOf, type Violation } from './violations.ts'

const DESKTOP = { viewport: { width: 1280, height: 800 } }
const PHONE = { viewport: { width: 375, height: 800 }, isMobile: true, hasTouch: true }

describe.skipIf(!isChromiumThere())('the pages of the demo', () => {
  let demo: RunningDemo
  let browser: Browser

  beforeAll(async () => {
    demo = await startDemo()
    browser = await launchChromium()
  })

  afterAll(async () => {
    await demo.program.stop()
    await browser.close()
  })

  async function open(options: BrowserContextOptions): Promise<Page> {
    // axe is a script of the test, which the policy of the pages would keep out.
    const page = await (await browser.newContext({ ...options, bypassCSP: true })).newPage()
    await openPage(page, demo.page)
    return page
  }

  test('have no violation that axe finds, on a desktop', async () => {
    const page = await open(DESKTOP)
    await switchTo(page, 'DPoP')
    await expectReadable(page, 'before the sign-in')
    await signIn(page, 'ada')
    await callEverything(page)
    await call(page, 'narrow', 'POST /orders')
    await expectReadable(page, 'an answer')
    await page.context().close()
  })

  test('have no violation that axe finds and fit the screen, on a phone in the dark', async () => {
    const page = await open({ ...PHONE, colorScheme: 'dark' })
    expect(await scrollsSideways(page)).toBe(false)
    await page.locator('#masthead-actions button', { hasText: 'Sign in' }).click()
    await page.getByLabel('Your name').waitFor()
    await expectReadable(page, 'the sign-in')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('For which APIs').click()
    await expectReadable(page, 'the consent')
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.locator('body.signed-in').waitFor()
    await call(page, 'stolen', 'POST /orders')
    await call(page, 'none', 'GET /me')
    await expectReadable(page, 'an answer')
    await page.screenshot({ path: `${ROOT}/reports/browser/phone.png`, fullPage: true })
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(page)).toBe(false)
    await page.context().close()
  })

  async function expectReadable(page: Page, state: string): Promise<void> {
    expect(await violationsOf(page), state).toEqual<Violation[]>([])
    expect(await scrollsSideways(page), state).toBe(false)
  }
})
