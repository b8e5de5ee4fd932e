import { readFileSync } from 'node:fs'
import {
  createProtectedResource,
  ProtectedResourceError,
  type Fetch,
  type ProtectedResource
} from '@portcullis/core'
import { createTestClock, createTestIssuer } from '@portcullis/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  MAX_METADATA_BYTES,
  METADATA_LIFE_SECONDS,
  NEXT_PLACE_SECONDS
} from '../../packages/core/src/issuers/metadata-source.ts'
import * as live from '../../packages/core/src/issuers/issuer-cache.ts'
import {
  RESOLVED_ISSUER_SECONDS,
  RESOLVER_TIMEOUT_SECONDS
} from '../../packages/core/src/issuers/resolved-issuers.ts'
import * as limits from '../../packages/core/src/keys/key-options.ts'
import { withServer } from '../http/with-server.ts'
import { listen } from '../http/listen.ts'
import { sendToken } from '../http/send.ts'
import { startExampleIssuer } from './example-issuer.ts'

const page = readFileSync(new URL('../../docs/keys.md', import.meta.url), 'utf8')

/** The constants of a module that has other exports beside. */
function numbersOf(exports: object): Record<string, number> {
  return Object.fromEntries(Object.entries(exports).filter(([, value]) => typeof value === 'number'))
}

/** The numbers of the code, by their names. */
const constants: Readonly<Record<string, number>> = {
  ...numbersOf(limits),
  ...limits.KEY_DEFAULTS,
  MAX_METADATA_BYTES,
  METADATA_LIFE_SECONDS,
  NEXT_PLACE_SECONDS,
  ...numbersOf(live),
  RESOLVED_ISSUER_SECONDS,
  RESOLVER_TIMEOUT_SECONDS
}

const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  min: 60,
  h: 3600,
  d: 86_400,
  KiB: 1024,
  '%': 0.01,
  '': 1
}

/** What `6 h 11 min`, `80 %`, `256 KiB` or `100` come to: seconds, shares, bytes or a number. */
function amountOf(text: string): number {
  const parts = [...text.matchAll(/(\d+)\s*(\S*)/g)]
  return parts.reduce(
    (sum, [, digits = '', unit = '']) => sum + Number(digits) * (UNITS[unit] ?? Number.NaN),
    0
  )
}

/** The cells of the rows of a table, without its head. */
function rowsOf(section: string): string[][] {
  const lines = section.match(/^\|.*\|$/gm) ?? []
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  )
}

function sectionOf(heading: string): string {
  return page.split(/^(?=##+ )/m).find((section) => section.startsWith(`${heading}\n`)) ?? ''
}

describe('the numbers in docs/keys.md', () => {
  const rows = rowsOf(sectionOf('## Limits and delays'))

  it.each(rows)('are those of the code: %s, %s', (_what, number = '', name = '') => {
    expect(amountOf(number)).toBeCloseTo(constants[name.replaceAll('`', '')] ?? Number.NaN, 10)
  })

  it('are all of them', () => {
    expect(rows.map(([, , name = '']) => name.replaceAll('`', '')).toSorted()).toEqual(
      Object.keys(constants).toSorted()
    )
  })

  it('are the same everywhere on the page and in its diagram', () => {
    const diagram = readFileSync(new URL('../../docs/diagrams/key-set.svg', import.meta.url), 'utf8')
    const text = page.replaceAll(/^\|.*\|$|^```\w+\n[^]*?^```$/gm, '') + diagram.replaceAll(/<[^>]*>/gu, ' ')
    const quantities = text.match(/\b\d+ (?:s|min|h|d|KiB|%)(?!\w)/g) ?? []
    const latestRefresh = limits.REFRESH_AT * (1 + limits.REFRESH_JITTER)
    const known = [
      ...Object.values(constants),
      latestRefresh,
      Math.ceil((latestRefresh * limits.KEY_DEFAULTS.ttlSeconds) / 60) * 60,
      0,
      30
    ]
    expect(quantities.length).toBeGreaterThan(15)
    const isKnown = (quantity: string) => known.some((each) => Math.abs(each - amountOf(quantity)) < 1e-9)
    expect(quantities.filter((quantity) => !isKnown(quantity))).toEqual([])
  })

  it.each([
    ['ttlSeconds', 60, 86_400],
    ['staleIfErrorSeconds', 0, 86_400],
    ['fetchTimeoutSeconds', 0.1, 30]
  ])('are the bounds of the options: %s', (name, min, max) => {
    const create = (value: number) =>
      createProtectedResource({ issuer: 'https://a.example', audience: 'a', keys: { [name]: value } })
    expect(() => [create(min), create(max)]).not.toThrow()
    expect(() => create(min - 0.01)).toThrow(name)
    expect(() => create(max + 1)).toThrow(name)
  })
})

/** Presents a token to a protected resource: 200, or the status of the refusal. */
async function statusOf(resource: ProtectedResource, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return resource.authenticate({ method: 'GET', url: '/', headers }).then(
    () => 200,
    (error: unknown) => (error instanceof ProtectedResourceError ? error.status : 500)
  )
}

/**
 * A `fetch` that takes the first refusal of a server for its answer until it is told that the server is back:
 * a day of attempts, each with a connection of its own, would take seconds.
 */
function rememberRefusals(): { readonly fetch: Fetch; readonly forget: () => void } {
  let refusal: { readonly error: unknown } | undefined
  return {
    async fetch(url, init) {
      if (refusal !== undefined) throw refusal.error
      return fetch(url, init).catch((error: unknown) => {
        if (!init.signal.aborted) refusal = { error }
        throw error
      })
    },
    forget() {
      refusal = undefined
    }
  }
}

describe('the tables about outages in docs/keys.md', () => {
  it.each([
    ['### 5 minutes', 300],
    ['### 1 hour', 3600],
    ['### 1 day', 86_400]
  ])('tell what happens: %s', async (heading, length) => {
    const clock = createTestClock()
    const issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
    const network = rememberRefusals()
    const options = { ...issuer.options, clock, fetch: network.fetch }
    const resource = createProtectedResource(options)
    onTestFinished(async () => {
      await resource.close()
      await issuer.close()
    })
    await resource.warmUp()
    const oldKid = issuer.publicKeys()[0]?.kid ?? ''
    await issuer.stop()
    await issuer.rotate({ keepOld: true })

    const rows = rowsOf(sectionOf(heading))
    expect(rows.length).toBeGreaterThan(2)
    const startedAt = clock.monotonic() / 1000
    for (const [after = '', ...told] of rows) {
      const isOver = after.includes('after its end')
      if (isOver) {
        await clock.advance(startedAt + length - clock.monotonic() / 1000)
        await issuer.start()
        network.forget()
      }
      const at = amountOf(after.replace('after its end', '')) + (isOver ? length : 0)
      await clock.advance(startedAt + at - clock.monotonic() / 1000)
      const restarted = createProtectedResource(options)
      const met = [
        await statusOf(resource, await issuer.issue({ key: oldKid })),
        await statusOf(resource, await issuer.issue()),
        await statusOf(restarted, await issuer.issue({ key: oldKid })),
        `\`${resource.readiness().status}\``
      ]
      await restarted.close()
      expect([after, ...met.map(String)]).toEqual([after, ...told])
    }
  })
})

describe('the snippets of docs/keys.md', () => {
  it('about a function that knows the issuers serve whom it knows', async () => {
    const issuer = await startExampleIssuer()
    onTestFinished(() => issuer.close())
    const { app } = await import('../../docs/snippets/issuer-resolver.ts')
    await withServer(listen(app), async (port) => {
      const { status, body } = await sendToken(
        port,
        await issuer.issue({ claims: { sub: 'ada' } }),
        '/messages'
      )
      expect([status, JSON.parse(body)]).toEqual([200, { hello: 'ada', from: 'https://auth.example.com' }])
      const stranger = await issuer.issue({ claims: { iss: 'https://other.example.com' } })
      expect((await sendToken(port, stranger, '/messages')).status).toBe(401)
    })
  })

  it('about tenants serve those that are listed', async () => {
    const path = '/22222222-2222-4222-8222-222222222222/v2.0'
    const issuer = await startExampleIssuer(path)
    onTestFinished(() => issuer.close())
    const { app } = await import('../../docs/snippets/tenants.ts')
    await withServer(listen(app), async (port) => {
      const { status, body } = await sendToken(port, await issuer.issue(), '/messages')
      expect([status, JSON.parse(body)]).toMatchObject([200, { from: `https://auth.example.com${path}` }])
      const iss = 'https://auth.example.com/33333333-3333-4333-8333-333333333333/v2.0'
      expect((await sendToken(port, await issuer.issue({ claims: { iss } }), '/messages')).status).toBe(401)
    })
  })
})
