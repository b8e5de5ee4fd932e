import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { startDemo } from '../../examples/pkce-demo/test/start-demo.ts'
import {
  call,
  callButton,
  callEverything,
  readParameter,
  ROUTES,
  scrollsSideways,
  signIn,
  switchTo
} from './demo-page.ts'
import { ROOT } from '../programs/start-program.ts'
import { isChromiumThere } from './launch-chromium.ts'
import { useDemo } from './use-demo.ts'
import { violationsOf, type Violation } from './violations.ts'

const PHONE = { viewport: { width: 375, height: 800 }, isMobile: true, hasTouch: true }

describe.skipIf(!isChromiumThere())('the switch from Bearer to DPoP on the demo page', () => {
  const { open, misdeeds } = useDemo(startDemo)
  let page: Page

  beforeAll(async () => {
    page = await open({ viewport: { width: 1280, height: 800 } })
  })

  test('DPoP adds rows for thieves, and a key whose thumbprint is in the authorization request', async () => {
    expect(await page.locator('[data-kind]').count()).toBe(6)
    expect(await page.locator('[data-slot="key"] .value').count()).toBe(0)
    await switchTo(page, 'DPoP')
    expect(await page.locator('[data-kind]').count()).toBe(8)
    const thumbprint = await readParameter(page, 'secret [data-slot="key"]', 'jkt')
    expect(thumbprint).toMatch(/^[\w-]{43}$/u)
    expect(await readParameter(page, 'request', 'dpop_jkt')).toBe(thumbprint)
  })

  test('DPoP chosen a second time takes a new key', async () => {
    const earlier = await readParameter(page, 'request', 'dpop_jkt')
    await switchTo(page, 'Bearer')
    await page.locator('[data-slot="key"]:empty').waitFor({ state: 'attached' })
    expect(await page.locator('#request dt', { hasText: 'dpop_jkt' }).count()).toBe(0)
    await switchTo(page, 'DPoP')
    expect(await readParameter(page, 'request', 'dpop_jkt')).not.toBe(earlier)
    expect(await violationsOf(page)).toEqual<Violation[]>([])
  })

  test('a sign-in with DPoP sends a proof, and gets a token that is bound to the key', async () => {
    const thumbprint = await readParameter(page, 'request', 'dpop_jkt')
    await signIn(page, 'ada')
    await page.locator('#masthead-actions', { hasText: 'The page has a DPoP token.' }).waitFor()
    expect(await readParameter(page, 'exchange', 'DPoP')).toMatch(/^eyJ/u)
    expect(await readParameter(page, 'exchange', 'token_type')).toBe('DPoP')
    expect(JSON.parse(await readParameter(page, 'token', 'cnf'))).toEqual({ jkt: thumbprint })
  })

  test('shows all calls without scrolling once the user has signed in', async () => {
    const last = await callButton(page, 'replay', 'POST /orders').boundingBox()
    expect(await page.evaluate(() => window.scrollY)).toBe(0)
    expect((last?.y ?? Infinity) + (last?.height ?? 0)).toBeLessThan(800)
  })

  test('the first call gets 401 use_dpop_nonce, and its repetition with the nonce 200', async () => {
    const { express, fastify } = await call(page, 'full', 'GET /me')
    expect(fastify).toEqual(express)
    expect(express.status).toBe('200 OK')
    expect(JSON.parse(express.body)).toMatchObject({
      subject: 'ada',
      confirmation: { jkt: await readParameter(page, 'request', 'dpop_jkt') }
    })
    expect(await page.locator('.answers').textContent()).toContain('use_dpop_nonce')
    await call(page, 'full', 'GET /me')
    expect(await page.locator('.answers').textContent()).not.toContain('use_dpop_nonce')
  })

  test.each([
    { kind: 'stolen', error: 'invalid_token', code: 'credentials_scheme_mismatch' },
    { kind: 'other-key', error: 'invalid_token', code: 'proof_key_mismatch' },
    { kind: 'replay', error: 'invalid_dpop_proof', code: 'proof_replayed' }
  ] as const)('a thief gets 401 from both APIs: $kind', async ({ kind, error, code }) => {
    const { express, fastify } = await call(page, kind, 'GET /orders')
    expect(fastify).toEqual(express)
    expect(express.status).toBe('401 Unauthorized')
    expect(express.challenge).toContain(`error="${error}"`)
    expect(express.challenge).toMatch(/^DPoP realm=/mu)
    expect(express.serverLog).toContain(`401 ${code}: `)
    expect(await page.locator('.answer[data-api="express"] .api-code[open] mark').textContent()).toContain(
      'requireAuth({'
    )
  })

  test('an answer has no violation that axe finds', async () => {
    expect(await page.locator('.answer').count()).toBe(2)
    expect(await violationsOf(page)).toEqual<Violation[]>([])
  })

  test('all calls at one press', async () => {
    expect(await callEverything(page)).toEqual({
      none: ['200', '401', '401', '401'],
      full: ['200', '200', '200', '201'],
      narrow: ['200', '200', '200', '403'],
      expired: ['200', '401', '401', '401'],
      other: ['200', '401', '401', '401'],
      stolen: ['200', '401', '401', '401'],
      'other-key': ['200', '401', '401', '401'],
      replay: ['200', '401', '401', '401']
    })
  })

  test('the private key stays in the browser, and no store keeps it', async () => {
    await page.getByRole('button', { name: 'Try to read the private key' }).click()
    await page.getByText('Refused by the browser: the key is not extractable.').waitFor()
    const keysLeft = await page.evaluate(async () => {
      const opening = indexedDB.open('pkce-demo')
      await new Promise((resolve) => opening.addEventListener('success', resolve))
      const counting = opening.result.transaction('keys').objectStore('keys').count()
      await new Promise((resolve) => counting.addEventListener('success', resolve))
      opening.result.close()
      return counting.result
    })
    expect(keysLeft).toBe(0)
  })

  test('after the sign-in, one press leads to a bearer token, which works for a thief', async () => {
    await page.getByRole('button', { name: 'Switch to Bearer' }).click()
    await page.locator('#masthead-actions', { hasText: 'The page has a bearer token.' }).waitFor()
    expect(await readParameter(page, 'exchange', 'token_type')).toBe('Bearer')
    const { express, fastify } = await call(page, 'stolen', 'GET /orders')
    expect(fastify).toEqual(express)
    expect(express.status).toBe('200 OK')
  })

  test('every page fits a phone in the dark, and has no violation that axe finds', async () => {
    const phone = await open({ ...PHONE, colorScheme: 'dark' })
    expect(await scrollsSideways(phone)).toBe(false)
    await phone.locator('#masthead-actions button', { hasText: 'Sign in' }).click()
    await phone.getByLabel('Your name').waitFor()
    expect(await violationsOf(phone)).toEqual<Violation[]>([])
    await phone.getByRole('button', { name: 'Sign in' }).click()
    await phone.getByText('For which APIs').click()
    expect(await violationsOf(phone)).toEqual<Violation[]>([])
    await phone.getByRole('button', { name: 'Allow' }).click()
    await phone.locator('body.signed-in').waitFor()
    for (const route of ROUTES) await call(phone, 'narrow', route)
    expect(await violationsOf(phone)).toEqual<Violation[]>([])
    expect(await scrollsSideways(phone)).toBe(false)
    await phone.screenshot({ path: `${ROOT}/reports/browser/phone.png`, fullPage: true })
    await phone.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(phone)).toBe(false)
    await phone.context().close()
  })

  test('no page called anybody but this machine, or broke a rule of its own', () => {
    expect(misdeeds).toEqual([])
  })
})
