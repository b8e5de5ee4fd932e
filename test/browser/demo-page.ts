import type { Locator, Page } from 'playwright-core'

/** The rows of the calls. */
export type TokenKind = 'none' | 'full' | 'narrow' | 'expired' | 'other' | 'stolen' | 'other-key' | 'replay'

/** The columns of the calls, in their order. */
export const ROUTES = ['GET /public', 'GET /me', 'GET /orders', 'POST /orders'] as const
export type Route = (typeof ROUTES)[number]

/** What the page shows of one answer. */
export interface ShownAnswer {
  readonly status: string
  /** The API's own address is `{api}`. */
  readonly challenge: string
  readonly body: string
  /** What the server logs; empty if it logs nothing. */
  readonly serverLog: string
}

/** Opens the page and waits until it knows the authorization server. */
export async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('#masthead-actions button', { hasText: 'Sign in' }).waitFor()
}

/** Turns the switch before the sign-in, and waits until the page has prepared the other request. */
export async function switchTo(page: Page, scheme: 'Bearer' | 'DPoP'): Promise<void> {
  const state = page.locator('#request .value.state')
  const earlier = await state.textContent()
  await page.getByText(scheme, { exact: true }).first().click()
  await page.waitForFunction(
    (before) => document.querySelector('#request .value.state')?.textContent !== before,
    earlier
  )
}

/** Signs in with the mouse, from the page to the page. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.locator('#masthead-actions button', { hasText: 'Sign in' }).click()
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.locator('body.signed-in').waitFor()
}

/** A value of one of the lists that explain a request or an answer. */
export async function readParameter(page: Page, step: string, name: string): Promise<string> {
  return textOf(
    page
      .locator(`#${step} .parameters > div`, { has: page.locator(`dt:text-is("${name}")`) })
      .first()
      .locator('.value')
  )
}

/** The button that makes one call to each API. */
export function callButton(page: Page, kind: TokenKind, route: Route): Locator {
  return page.locator(`[data-kind="${kind}"] .call`).nth(ROUTES.indexOf(route))
}

/** Presses the button and reads what the page then shows of both answers. */
export async function call(
  page: Page,
  kind: TokenKind,
  route: Route
): Promise<Record<'express' | 'fastify', ShownAnswer>> {
  const button = callButton(page, kind, route)
  await button.click()
  await button.and(page.locator('[aria-current]:not([aria-busy])')).waitFor()
  return { express: await readAnswer(page, 'express'), fastify: await readAnswer(page, 'fastify') }
}

/** Makes all the calls at one press, and reads the outcome of each. */
export async function callEverything(page: Page): Promise<Record<string, string[]>> {
  await page.getByRole('button', { name: 'Make all the calls' }).click()
  await page.getByRole('status').getByText('All calls are made.').waitFor()
  const table: Record<string, string[]> = {}
  for (const row of await page.locator('[data-kind]').all()) {
    const kind = (await row.getAttribute('data-kind')) ?? ''
    table[kind] = await row.locator('.call .pill').allTextContents()
  }
  return table
}

/** The challenges of Express as Fastify sends them if no token came: it knows the scope of the route. */
export function withScope(challenge: string, scope: string): string {
  return challenge.replaceAll(/realm="[^"]*"/gu, `$&, scope="${scope}"`)
}

/** Whether the page is wider than its window. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}

async function readAnswer(page: Page, framework: string): Promise<ShownAnswer> {
  const card = page.locator(`.answer[data-api="${framework}"]`)
  const { origin } = new URL(await textOf(card.locator('.url')))
  return {
    status: await textOf(card.locator('.pill')),
    challenge: (await textOf(card.locator('.challenge'))).replaceAll(origin, '{api}'),
    body: await textOf(card.locator('.body')),
    serverLog: (await card.locator('.server-log').allTextContents()).join('\n')
  }
}

async function textOf(locator: Locator): Promise<string> {
  return (await locator.textContent()) ?? ''
}
