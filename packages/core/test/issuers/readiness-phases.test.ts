import { createTestClock } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import type { AuthorizationServer } from '../../src/issuers/authorization-server.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import type { KeySetPhase } from '../../src/keys/key-set.ts'
import { readReadiness } from '../../src/issuers/readiness.ts'
import { serverNamed } from '../support/server-named.ts'
import { keySetNamed } from '../support/test-key-set.ts'

const inPhase = (phase: KeySetPhase, isInUse = true) =>
  serverNamed(
    'https://as.example.test',
    { phase, keySet: undefined, ageSeconds: undefined, failure: undefined },
    isInUse
  )

const open = (...servers: AuthorizationServer[]) => ({
  live: () => servers,
  isClosed: false,
  areListed: true
})

describe('the readiness, phase by phase', () => {
  test.each([
    ['cold', 'down'],
    ['fresh', 'ready'],
    ['stale', 'stale'],
    ['gone', 'down']
  ] as const)('of an issuer whose set is %s is %s', (phase, status) => {
    const readiness = readReadiness(open(inPhase(phase)), createTestClock())
    expect(readiness).toMatchObject({ status, issuers: [{ status }] })
  })

  test('of several issuers in use is that of the worst', () => {
    const statusOf = (...phases: KeySetPhase[]) =>
      readReadiness(open(...phases.map((phase) => inPhase(phase))), createTestClock()).status
    expect(statusOf('fresh', 'fresh')).toBe('ready')
    expect(statusOf('fresh', 'stale')).toBe('stale')
    expect(statusOf('gone', 'stale', 'fresh')).toBe('down')
  })

  test.each<[string, readonly [KeySetPhase, boolean][], string, string]>([
    [
      'one in use is ready, one without a token is down',
      [
        ['fresh', true],
        ['cold', false]
      ],
      'ready',
      'ready'
    ],
    [
      'one in use is down, one without a token is ready',
      [
        ['gone', true],
        ['fresh', false]
      ],
      'down',
      'down'
    ],
    [
      'one in use is ready, one without a token is stale',
      [
        ['fresh', true],
        ['stale', false]
      ],
      'ready',
      'ready'
    ],
    [
      'none is in use, and one is ready',
      [
        ['cold', false],
        ['fresh', false]
      ],
      'ready',
      'ready'
    ],
    [
      'none is in use, and the best is stale',
      [
        ['cold', false],
        ['stale', false]
      ],
      'stale',
      'ready'
    ],
    [
      'none is in use, and all are down',
      [
        ['cold', false],
        ['gone', false]
      ],
      'down',
      'ready'
    ],
    ['one alone was never used and is down', [['cold', false]], 'down', 'ready'],
    ['there are none', [], 'down', 'ready']
  ])('if %s', (_title, servers, listed, resolved) => {
    const known = open(...servers.map(([phase, isInUse]) => inPhase(phase, isInUse)))
    expect(readReadiness(known, createTestClock()).status).toBe(listed)
    expect(readReadiness({ ...known, areListed: false }, createTestClock()).status).toBe(resolved)
    expect(readReadiness({ ...known, isClosed: true }, createTestClock()).status).toBe('down')
  })

  test('has the age of the keys, their number and the last failure', async () => {
    const clock = createTestClock()
    const error = new ProtectedResourceError('jwks_unreachable', { hint: 'the port is closed' })
    await clock.advance(100)
    const server = serverNamed('https://as.example.test', {
      phase: 'stale',
      keySet: keySetNamed('a', 'b'),
      ageSeconds: 700,
      failure: { error, count: 3, at: 90_000, nextAttemptAt: 120_000 }
    })
    expect(readReadiness(open(server), clock).issuers).toEqual([
      {
        issuer: server.settings.issuer,
        status: 'stale',
        isInUse: false,
        ageSeconds: 700,
        keyCount: 2,
        lastFailure: { code: 'jwks_unreachable', hint: 'the port is closed', secondsAgo: 10 }
      }
    ])
  })
})
