import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { IssuerOptions } from '@portcullis/core'
import { createTestClock, type TestIssuer } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startCanary } from '../attacks/canary.ts'
import { openIssuer, openResource, outcomeOf } from './rehearsal.ts'

const STRANGERS = 10_000

/** Tokens that are good in every respect but that nobody trusts their issuer, one after the other. */
async function presentStrangers(
  issuer: TestIssuer,
  origin: string,
  present: (token: string) => Promise<string>
): Promise<Set<string>> {
  const header = { alg: 'ES256', typ: 'at+jwt', kid: issuer.publicKeys()[0]?.kid }
  const outcomes = new Set<string>()
  const [payload = ''] = (await issuer.issue()).split('.').slice(1)
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  for (let stranger = 0; stranger < STRANGERS; stranger += 1) {
    const iss = `${origin}/stranger-${stranger}`
    const unsigned = `${encode(header)}.${encode({ ...Object(claims), iss })}`
    outcomes.add(await present(`${unsigned}.${'A'.repeat(86)}`))
  }
  return outcomes
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as NodeJS.GCFunction

/** What is really in use on the heap, in bytes. */
function measureHeap(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

describe('ten thousand issuers that nobody trusts', () => {
  test('K23: make nobody be asked, and leave nothing behind', async () => {
    const issuer = await openIssuer()
    const canary = await startCanary(issuer.publicKeys())
    onTestFinished(() => canary.close())
    const resource = openResource(issuer.options)
    await resource.warmUp()
    const present = (token: string) => outcomeOf(resource, token)
    await presentStrangers(issuer, canary.origin, present)
    const before = measureHeap()
    const outcomes = await presentStrangers(issuer, canary.origin, present)
    // A hundred bytes kept for each would be a megabyte.
    expect(measureHeap() - before).toBeLessThan(1_000_000)
    expect(outcomes).toEqual(new Set(['401 issuer_untrusted']))
    expect(canary.seen).toEqual([])
    expect(resource.readiness().issuers.map((each) => each.issuer)).toEqual([issuer.issuer])
    expect(await outcomeOf(resource, await issuer.issue())).toBe('served')
  })

  test('K23: with a function that knows none of them either', async () => {
    const issuer = await openIssuer()
    const canary = await startCanary(issuer.publicKeys())
    onTestFinished(() => canary.close())
    const asked = new Set<string>()
    const resource = openResource({
      audience: issuer.audience,
      issuers(unverifiedIssuer): IssuerOptions | undefined {
        asked.add(unverifiedIssuer)
        return unverifiedIssuer === issuer.issuer ? { issuer: issuer.issuer } : undefined
      }
    })
    expect(await outcomeOf(resource, await issuer.issue())).toBe('served')
    const outcomes = await presentStrangers(issuer, canary.origin, (token) => outcomeOf(resource, token))
    expect(outcomes).toEqual(new Set(['401 issuer_untrusted']))
    expect(canary.seen).toEqual([])
    expect(asked.size).toBe(STRANGERS + 1)
    expect(resource.readiness().issuers.map((each) => each.issuer)).toEqual([issuer.issuer])
    expect(issuer.requests).toMatchObject({ metadata: 1, jwks: 1 })
  })
})

function claimsOf(token: string): object {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as object
}

/** Issuers share the keys of one URL, and each is to have its own here. */
function keysOf(jwksUri: string, issuer: string): string {
  return `${jwksUri}?for=${encodeURIComponent(issuer)}`
}

describe('ten thousand issuers that a function trusts', () => {
  test('K23: at most a hundred live at a time, the longest unused leaves, its timers end', async () => {
    const clock = createTestClock()
    const issuer = await openIssuer({ clock })
    const { audience, jwksUri } = issuer
    const resource = openResource({
      audience,
      clock,
      issuers: (unverifiedIssuer) => ({
        issuer: unverifiedIssuer,
        jwksUri: keysOf(jwksUri, unverifiedIssuer)
      })
    })
    const token = await issuer.issue({ expiresInSeconds: 3600 })
    const outcomes = new Set<string>()
    for (let count = 0; count < 300; count += 1) {
      const iss = `urn:issuer:${count}`
      outcomes.add(await outcomeOf(resource, await issuer.issue({ claims: { iss } })))
      // One is in use all the time.
      outcomes.add(await outcomeOf(resource, token))
    }
    expect(outcomes).toEqual(new Set(['served']))
    const live = resource.readiness().issuers.map((each) => each.issuer)
    expect(live).toHaveLength(100)
    expect(live).toContain(issuer.issuer)
    expect(live).toContain('urn:issuer:299')
    expect(live).not.toContain('urn:issuer:0')
    // One for its keys, and one that asks whether it is trusted still.
    expect(clock.pendingTasks).toBe(200)
    await resource.close()
    expect(clock.pendingTasks).toBe(0)
  })

  test('K23: tokens that are made up displace none whose tokens were verified, and cost few fetches', async () => {
    const clock = createTestClock()
    const issuer = await openIssuer({ clock })
    const { audience, jwksUri } = issuer
    const issuers = (unverifiedIssuer: string) => ({
      issuer: unverifiedIssuer,
      jwksUri: keysOf(jwksUri, unverifiedIssuer)
    })
    const resource = openResource({ audience, clock, issuers })
    const token = await issuer.issue({ expiresInSeconds: 3600 })
    expect(await outcomeOf(resource, token)).toBe('served')
    const outcomes = new Set<string>()
    for (let count = 0; count < 1200; count += 1) {
      const [start, , signature] = token.split('.')
      const payload = Buffer.from(
        JSON.stringify({ ...claimsOf(token), iss: `urn:issuer:${count}` })
      ).toString('base64url')
      outcomes.add(await outcomeOf(resource, `${start}.${payload}.${signature}`))
    }
    expect(outcomes).toEqual(new Set(['401 signature_invalid', '503 issuer_resolution_failed']))
    // Eleven hundred that were opened, each asked once more for a key that might have changed, and the good one.
    expect(issuer.requests.jwks).toBeLessThanOrEqual(2201)
    const before = issuer.requests.jwks
    expect(await outcomeOf(resource, token)).toBe('served')
    expect(issuer.requests.jwks).toBe(before)
    await resource.close()
    expect(clock.pendingTasks).toBe(0)
  })
})
