import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ERROR_CODES, errorPage, type ErrorCode } from '@portcullis/core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Listening } from '../http/listen.ts'
import { ROOT } from '../programs/start-program.ts'
import { scrollsSideways } from './demo-page.ts'
import { isChromiumThere, launchChromium } from './launch-chromium.ts'
import { serveFolder } from './serve-folder.ts'
import { violationsOf, type Violation } from './violations.ts'
import { watchPage } from './watch-page.ts'

const SITE = join(ROOT, 'tools/docs/dist')
const PHONE = { viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true }
const DESKTOP = { viewport: { width: 1280, height: 900 } }

/** The addresses of all pages. */
function findPages(): string[] {
  if (!existsSync(SITE)) throw new Error('there is no documentation site: run npm run docs')
  return readdirSync(SITE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html') && name !== '404.html')
    .map((name) => `/${name.replace(/\.html$/u, '').replace(/(?:^|(?<=\/))index$/u, '')}`)
}

describe.skipIf(!isChromiumThere())('the documentation site', () => {
  let browser: Browser
  let site: Listening
  let phone: Page
  const misdeeds: string[] = []
  /** Where the links of each page lead, and what each page can be entered by. */
  const links = new Map<string, ReadonlySet<string>>()
  const anchors = new Map<string, ReadonlySet<string>>()

  beforeAll(async () => {
    site = await serveFolder(SITE)
    browser = await launchChromium()
    phone = await open(PHONE)
  })

  afterAll(async () => {
    await browser.close()
    await site.close()
  })

  async function open(options: Parameters<Browser['newContext']>[0], path = '/'): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage()
    watchPage(page, misdeeds)
    await visit(page, path)
    return page
  }

  /** Opens a page, and waits until its scripts run. */
  async function visit(page: Page, path: string): Promise<void> {
    await page.goto(site.origin + path)
    await page.locator('html[data-mounted]').waitFor()
  }

  async function press(page: Page, name: string): Promise<void> {
    await page.locator('.choice button:visible', { hasText: name }).first().click()
  }

  test.each(findPages())('shows %s on a phone, without a dead script or an obstacle', async (path) => {
    await visit(phone, path)
    expect(await scrollsSideways(phone)).toBe(false)
    expect(await violationsOf(phone)).toEqual<Violation[]>([])
    const hrefs = await phone
      .locator('a[href]')
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href))
    links.set(path, new Set(hrefs.filter((href) => href.startsWith(site.origin))))
    const ids = await phone.locator('[id]').evaluateAll((all) => all.map(({ id }) => id))
    anchors.set(path, new Set(ids))
    expect(misdeeds.splice(0)).toEqual([])
  })

  test('has no dead link', async () => {
    const dead = []
    const targets = new Map(
      [...links].flatMap(([page, hrefs]) => [...hrefs].map((href) => [href, page] as const))
    )
    for (const [href, page] of targets) {
      const { pathname, hash } = new URL(href)
      const known = anchors.get(pathname)
      const isAlive =
        known === undefined
          ? (await fetch(site.origin + pathname)).ok
          : hash === '' || known.has(decodeURIComponent(hash.slice(1)))
      if (!isAlive) dead.push(`${page}: ${href}`)
    }
    expect(dead).toEqual([])
    expect(targets.size).toBeGreaterThan(300)
  })

  test('explains each reason code below its own anchor, and no other code', async () => {
    const page = await open(DESKTOP, '/errors')
    const ids = await page.locator('main h3').evaluateAll((all) => all.map(({ id }) => id))
    const codes = Object.keys(ERROR_CODES) as ErrorCode[]
    expect(ids.map((id) => `/errors#${id}`)).toEqual(codes.map(errorPage))
    await visit(page, errorPage('token_expired'))
    await page.waitForURL('**/errors#token_expired')
    expect(await page.locator('#token_expired').isVisible()).toBe(true)
    await page.context().close()
  })

  test('can be read in the dark', async () => {
    const page = await open({ ...DESKTOP, colorScheme: 'dark' })
    const reference = findPages().find((path) => path.startsWith('/reference/express')) ?? ''
    for (const path of ['/', '/getting-started', '/errors', '/options', reference]) {
      await visit(page, path)
      expect(await violationsOf(page), path).toEqual<Violation[]>([])
      await page.screenshot({ path: `${ROOT}/reports/browser/docs-dark${path.replaceAll('/', '-')}.png` })
    }
    await page.context().close()
  })

  test('leads to every page by its side bar', async () => {
    const page = await open(DESKTOP, '/getting-started')
    const hrefs = await page
      .locator('.VPSidebar a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')))
    const reachable = new Set(hrefs)
    expect(findPages().filter((path) => path !== '/' && !reachable.has(path))).toEqual([])
    await page.context().close()
  })

  test('finds an error by its code', async () => {
    const page = await open(DESKTOP)
    await page.locator('.DocSearch-Button').click()
    await page.locator('#localsearch-input').fill('audience_mismatch')
    await page.locator('.results a[href$="/errors#audience_mismatch"]').first().click()
    // The address changes before the page is there.
    await page.locator('#audience_mismatch').waitFor()
    expect(new URL(page.url())).toMatchObject({ pathname: '/errors', hash: '#audience_mismatch' })
    await page.context().close()
  })

  test('shows the code of the chosen framework and module system on every page', async () => {
    const page = await open(DESKTOP)
    const code = page.locator('.choice-framework:visible pre:visible').first()
    expect(await code.textContent()).toContain(`from '@portcullis/express'`)
    await press(page, 'CommonJS')
    expect(await code.textContent()).toContain(`require('@portcullis/express')`)
    await press(page, 'Fastify')
    expect(await code.textContent()).toContain('@portcullis/fastify')
    for (const path of ['/getting-started', '/providers/keycloak', '/logout']) {
      await visit(page, path)
      expect(await code.textContent(), path).toContain('app.register(')
    }
    await page.context().close()
  })

  test('says whose code it shows if there is none for the chosen framework', async () => {
    const page = await open(DESKTOP, '/guards')
    await press(page, 'NestJS')
    expect(await page.locator('pre:visible', { hasText: '@RequireScopes' }).count()).toBe(1)
    await visit(page, '/providers/keycloak')
    expect(await page.locator('.choice-note').first().textContent()).toContain('the same for NestJS')
    await page.context().close()
  })
})
