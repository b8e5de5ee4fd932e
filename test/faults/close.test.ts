import { createTestClock, type TestIssuer } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { runProgram } from '../programs/start-program.ts'
import {
  createGate,
  eventsOf,
  openIssuer,
  openResource,
  outcomeOf,
  recordEvents,
  rehearseWarm
} from './rehearsal.ts'

/** Runs a program on the built packages; rejections that nobody looks at end it with an error. */
async function run(act: string, { issuer, audience }: TestIssuer, ...words: readonly string[]) {
  const program = 'test/faults/programs/protect.mjs'
  const { exitCode, output } = await runProgram(
    [process.execPath, '--unhandled-rejections=strict', program, act, issuer, audience, ...words],
    { environment: { NODE_OPTIONS: '' } }
  )
  const [, told = '', milliseconds] = /^([^]*)ended after (\d+) ms\n$/.exec(output) ?? []
  return { exitCode, told: told.trim().split('\n'), secondsToEnd: Number(milliseconds) / 1000 }
}

describe('a process that has nothing more to do', () => {
  test('S1: ends by itself when it is closed during a fetch that would never end', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('both', { kind: 'hang' })
    const { exitCode, told, secondsToEnd } = await run(
      'close-during-fetch',
      issuer,
      await issuer.issue(),
      'metadata'
    )
    expect([exitCode, told]).toEqual([0, ['metadata_unreachable', 'metadata_unreachable']])
    expect(secondsToEnd).toBeLessThan(10)
  })

  test('S1: ends by itself when it is closed while the keys drip in', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'drip' })
    const { exitCode, told, secondsToEnd } = await run(
      'close-during-fetch',
      issuer,
      await issuer.issue(),
      'jwks'
    )
    expect([exitCode, told]).toEqual([0, ['jwks_unreachable', 'jwks_unreachable']])
    expect(secondsToEnd).toBeLessThan(10)
  })

  test('S1: ends by itself with good keys and the timer of their refresh, closed or not', async () => {
    const issuer = await openIssuer()
    const token = await issuer.issue()
    const closed = await run('close-and-ask', issuer, token)
    expect([closed.exitCode, closed.told]).toEqual([0, ['served', 'jwks_unreachable']])
    const notClosed = await run('never-close', issuer, token)
    expect([notClosed.exitCode, notClosed.told]).toEqual([0, ['ready']])
    expect(Math.max(closed.secondsToEnd, notClosed.secondsToEnd)).toBeLessThan(10)
  })

  test('S1: ends by itself in the back-off of an outage, without being closed', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('both', { kind: 'status', status: 503 })
    const { exitCode, told, secondsToEnd } = await run('never-close', issuer, '')
    expect([exitCode, told]).toEqual([0, ['down']])
    expect(secondsToEnd).toBeLessThan(10)
  })

  test('S1: ends by itself when it is closed while its function looks for the issuer', async () => {
    const issuer = await openIssuer()
    const { exitCode, told } = await run('close-during-resolution', issuer, await issuer.issue())
    expect([exitCode, told]).toEqual([0, ['issuer_resolution_failed', 'jwks_unreachable']])
    expect(issuer.requests.all).toEqual([])
  })
})

describe('a protected resource that was closed', () => {
  test('S1: has no timer left, and fetches nothing more', async () => {
    const { issuer, clock, resource, ask, events } = await rehearseWarm()
    expect(await ask()).toBe('served')
    await resource.close()
    expect(clock.pendingTasks).toBe(0)
    const before = issuer.requests.all.length
    expect(await ask()).toBe('503 jwks_unreachable')
    expect((await resource.warmUp()).status).toBe('down')
    await clock.advance(24 * 3600)
    expect(issuer.requests.all).toHaveLength(before)
    expect(clock.pendingTasks).toBe(0)
    expect(eventsOf(events, 'fetch_failed').every(({ reason }) => reason === 'closed')).toBe(true)
  })

  test('S1: recognises no token that it has verified', async () => {
    const { issuer, resource, ask } = await rehearseWarm()
    const token = await issuer.issue()
    const request = { method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } }
    expect(await ask(token)).toBe('served')
    expect(resource.authenticateFromCache(request)?.subject).toBe('test-user')
    await resource.close()
    expect(resource.authenticateFromCache(request)).toBeUndefined()
  })

  test('S1: refuses requests also where its keys were given', async () => {
    const issuer = await openIssuer()
    const resource = openResource({ ...issuer.options, jwks: { keys: issuer.publicKeys() } })
    expect(await outcomeOf(resource, await issuer.issue())).toBe('served')
    await resource.close()
    expect(await outcomeOf(resource, await issuer.issue())).toBe('503 jwks_unreachable')
  })

  test('S1: may be closed twice, in back-off, and while requests wait for a rotated key', async () => {
    const { issuer, clock, resource, ask } = await rehearseWarm()
    const gate = createGate()
    issuer.faults.apply('jwks', { kind: 'wait', until: () => gate.opened })
    await issuer.rotate()
    const waiting = ask(await issuer.issue())
    await clock.advance(0)
    await Promise.all([resource.close(), resource.close()])
    expect(await waiting).toBe('503 jwks_unreachable')
    gate.open()
    await clock.advance(60)
    expect(clock.pendingTasks).toBe(0)
  })

  test('S1: does not go on with the next place of the metadata, nor with the keys', async () => {
    const issuer = await openIssuer({ path: '/tenant' })
    const asked: string[] = []
    const hanging = createGate()
    // One that looks at the signal only when it is told, as many around a proxy do.
    const fetch = (url: string, { signal }: RequestInit): Promise<Response> => {
      asked.push(url)
      hanging.open()
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('it was broken off')))
      })
    }
    const events = recordEvents()
    const resource = openResource({ ...issuer.options, fetch })
    const warming = resource.warmUp()
    await hanging.opened
    await resource.close()
    expect((await warming).status).toBe('down')
    expect((await resource.warmUp()).status).toBe('down')
    expect(asked).toHaveLength(1)
    expect(events.map(({ type }) => type)).toEqual(['fetch_started', 'fetch_failed'])
  })

  test('S1: tells of the fetch that it has broken off', async () => {
    const clock = createTestClock()
    const issuer = await openIssuer({ clock })
    issuer.faults.apply('jwks', { kind: 'hang' })
    const events = recordEvents()
    const resource = openResource({ ...issuer.options, clock })
    const warming = resource.warmUp()
    while (issuer.requests.jwks === 0) await clock.advance(0)
    await resource.close()
    await warming
    expect(eventsOf(events, 'fetch_failed')).toMatchObject([{ document: 'jwks', reason: 'closed' }])
  })
})
