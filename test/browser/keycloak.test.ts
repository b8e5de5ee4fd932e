import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeDemo, READY, type RunningDemo } from '../../examples/pkce-demo/test/start-demo.ts'
import { prepareSeed } from '../interop/servers/keycloak/seed.mjs'
import { start, type Keycloak } from '../interop/servers/keycloak/start.mjs'
import { isAvailable } from '../interop/suites/is-available.ts'
import { findFreePort } from '../programs/free-port.ts'
import { ROOT, startProgram } from '../programs/start-program.ts'
import { call, callButton, callEverything, openPage, readParameter, withScope } from './demo-page.ts'
import { isChromiumThere, launchChromium } from './launch-chromium.ts'
import { watchPage } from './watch-page.ts'

const available = isChromiumThere() && (await isAvailable('The PKCE demo at Keycloak', prepareSeed))

const CLIENT_ID = 'spa'

describe.skipIf(!available)('the page of the PKCE demo at Keycloak', () => {
  const misdeeds: string[] = []
  const opened: (() => Promise<unknown>)[] = []
  let keycloak: Keycloak
  let demo: RunningDemo
  let page: Page

  beforeAll(async () => {
    keycloak = await start()
    opened.push(() => keycloak.close())
    demo = await startDemo(keycloak)
    opened.push(() => demo.program.stop())
    const browser: Browser = await launchChromium()
    opened.push(() => browser.close())
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    watchPage(page, misdeeds)
    await openPage(page, demo.page)
  })

  afterAll(async () => {
    await Promise.all(opened.map((close) => close()))
  })

  test('goes to the sign-in page of Keycloak, with a code challenge and no secret', async () => {
    const verifier = await readParameter(page, 'secret', 'code_verifier')
    await page.locator('#masthead-actions button', { hasText: 'Sign in' }).click()
    await page.locator('#username').waitFor()
    const { origin, pathname, searchParams } = new URL(page.url())
    expect(origin + pathname).toBe(`${keycloak.issuer}/protocol/openid-connect/auth`)
    expect(searchParams.get('client_id')).toBe(CLIENT_ID)
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    expect(searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/)
    expect(page.url()).not.toContain(verifier)
    await page.screenshot({ path: screenshot('keycloak-sign-in') })
  })

  test('comes back from there with a token for the APIs', async () => {
    await page.locator('#username').fill('alice')
    await page.locator('#password').fill('alice-password')
    await page.locator('#kc-login').click()
    await page.locator('body.signed-in').waitFor()
    expect(page.url()).toBe(`${demo.page}/`)
    expect(await readParameter(page, 'response', 'iss')).toBe(keycloak.issuer)
    expect(await readParameter(page, 'token', 'iss')).toBe(keycloak.issuer)
    expect(JSON.parse(await readParameter(page, 'token', 'aud'))).toContain(keycloak.audience)
  })

  test('no token: 401 from both APIs, with a challenge and no error', async () => {
    const { express, fastify } = await call(page, 'none', 'GET /orders')
    expect(express).toMatchObject({ status: '401 Unauthorized', body: 'none' })
    expect(express.challenge).toMatch(/^Bearer realm="\{api\}", resource_metadata=.*\nDPoP realm=/u)
    expect(express.challenge).not.toContain('error=')
    expect(express.serverLog).toMatch(/^portcullis refused GET \/orders: 401 credentials_missing: send /u)
    expect(fastify).toEqual({ ...express, challenge: withScope(express.challenge, 'orders:read') })
  })

  test('both scopes: 200 and 201 from both APIs, which know who calls', async () => {
    const { express, fastify } = await call(page, 'full', 'GET /me')
    expect(fastify).toEqual(express)
    expect(express.status).toBe('200 OK')
    const caller: unknown = JSON.parse(express.body)
    expect(caller).toMatchObject({
      subject: await readParameter(page, 'token', 'sub'),
      clientId: CLIENT_ID,
      scopes: (await readParameter(page, 'token', 'scope')).split(' ')
    })
    expect(await call(page, 'full', 'GET /orders')).toMatchObject(sameOfBoth({ status: '200 OK' }))
    expect(await call(page, 'full', 'POST /orders')).toMatchObject(sameOfBoth({ status: '201 Created' }))
  })

  test('one scope short: 200 where it is not needed, 403 from both APIs where it is', async () => {
    expect(await call(page, 'narrow', 'GET /orders')).toMatchObject(sameOfBoth({ status: '200 OK' }))
    const { express, fastify } = await call(page, 'narrow', 'POST /orders')
    expect(fastify).toEqual(express)
    expect(express.status).toBe('403 Forbidden')
    expect(express.challenge).toContain('error="insufficient_scope"')
    expect(express.challenge).toContain('scope="orders:write"')
    await page.locator('#calls').screenshot({ path: screenshot('keycloak-calls') })
  })

  test.each(['expired', 'other'] as const)('does not offer a token that is %s', async (kind) => {
    // Keycloak issues none on request, so there is nothing to press.
    expect(await callButton(page, kind, 'GET /orders').isDisabled()).toBe(true)
  })

  test('switched to DPoP: the owner of the key is admitted, and no thief is', async () => {
    await page.getByRole('button', { name: 'Switch to DPoP' }).click()
    await page.locator('#masthead-actions', { hasText: 'The page has a DPoP token.' }).waitFor()
    expect(JSON.parse(await readParameter(page, 'token', 'cnf'))).toHaveProperty(
      'jkt',
      await readParameter(page, 'request', 'dpop_jkt')
    )
    expect(await callEverything(page)).toMatchObject({
      full: ['200', '200', '200', '201'],
      narrow: ['200', '200', '200', '403'],
      stolen: ['200', '401', '401', '401'],
      'other-key': ['200', '401', '401', '401'],
      replay: ['200', '401', '401', '401']
    })
  })

  test('has called nobody but this machine, and broken no rule of its own', () => {
    expect(misdeeds).toEqual([])
  })
})

async function startDemo({ issuer, audience }: Keycloak): Promise<RunningDemo> {
  const trust = ['--issuer', issuer, '--client-id', CLIENT_ID, '--audience', audience]
  const command = ['npm', 'start', '--', '--port', String(await findFreePort()), ...trust]
  return describeDemo(await startProgram(command, { readyWhen: READY }))
}

function sameOfBoth<T>(answer: T): Record<'express' | 'fastify', T> {
  return { express: answer, fastify: answer }
}

function screenshot(name: string): string {
  return `${ROOT}/reports/browser/${name}.png`
}
