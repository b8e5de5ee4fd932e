import { createTestClock } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import type { AuthorizationServer } from '../../src/issuers/authorization-servers.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import type { KeySourceStatus } from '../../src/keys/key-source.ts'
import type { KeySetPhase } from '../../src/keys/key-set-life.ts'
import { readReadiness } from '../../src/issuers/readiness.ts'
import { resolvedIssuer } from '../support/resolved-issuer.ts'
import { keySetNamed } from '../support/test-key-set.ts'

const never = (): never => {
  throw new Error('readiness asks for nothing')
}

function serverIn(status: KeySourceStatus): AuthorizationServer {
  const keys = {
    current: never,
    find: never,
    findChanged: never,
    warmUp: never,
    close: never,
    status: () => status
  }
  return { settings: resolvedIssuer(), keys, prove: () => undefined }
}

const inPhase = (phase: KeySetPhase) =>
  serverIn({ phase, keySet: undefined, ageSeconds: undefined, failure: undefined })

const open = (...servers: AuthorizationServer[]) => ({ live: () => servers, isClosed: false })

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

  test('of several issuers is that of the worst', () => {
    const clock = createTestClock()
    const statusOf = (...phases: KeySetPhase[]) => readReadiness(open(...phases.map(inPhase)), clock).status
    expect(statusOf('fresh', 'fresh')).toBe('ready')
    expect(statusOf('fresh', 'stale')).toBe('stale')
    expect(statusOf('gone', 'stale', 'fresh')).toBe('down')
    expect(statusOf()).toBe('ready')
    expect(readReadiness({ live: () => [inPhase('fresh')], isClosed: true }, clock).status).toBe('down')
  })

  test('tells the age of the keys, their number and the last failure', async () => {
    const clock = createTestClock()
    const error = new ProtectedResourceError('jwks_unreachable', { hint: 'the port is closed' })
    await clock.advance(100)
    const server = serverIn({
      phase: 'stale',
      keySet: keySetNamed('a', 'b'),
      ageSeconds: 700,
      failure: { error, count: 3, at: 90_000, nextAttemptAt: 120_000 }
    })
    expect(readReadiness(open(server), clock).issuers).toEqual([
      {
        issuer: server.settings.issuer,
        status: 'stale',
        ageSeconds: 700,
        keyCount: 2,
        lastFailure: { code: 'jwks_unreachable', hint: 'the port is closed', secondsAgo: 10 }
      }
    ])
  })
})
