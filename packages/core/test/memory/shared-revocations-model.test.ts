import { createTestClock, createTestStores, type TestClock } from '@portcullis/testing'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RevocationList } from '../../src/memory/revocation-list.ts'
import { createRevocations, type Revocations } from '../../src/memory/revocations.ts'
import { followRevocations, type SharedRevocations } from '../../src/memory/shared-revocations.ts'
import { contextOf } from '../support/test-context.ts'

const MAX_LAG_SECONDS = 5
const PROCESSES = 3
const TOKENS = 6

interface Process {
  readonly local: Revocations
  readonly shared: SharedRevocations
}

/** What is between one process and the list. */
type Connection = 'open' | 'down' | 'hanging'

/** What happens to three processes and their list. */
type Step =
  | { readonly kind: 'revoke'; readonly process: number; readonly token: number }
  | { readonly kind: 'restart'; readonly process: number }
  | { readonly kind: 'connection'; readonly process: number; readonly connection: Connection }
  | { readonly kind: 'wait'; readonly seconds: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('revoke' as const),
    process: fc.nat(PROCESSES - 1),
    token: fc.nat(TOKENS - 1)
  }),
  fc.record({ kind: fc.constant('restart' as const), process: fc.nat(PROCESSES - 1) }),
  fc.record({
    kind: fc.constant('connection' as const),
    process: fc.nat(PROCESSES - 1),
    connection: fc.constantFrom<Connection>('open', 'open', 'down', 'hanging')
  }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(0.1, 0.3, 1, 4, 7) })
)

/** The processes, the list, and what a perfect observer knows of both. */
class World {
  readonly clock: TestClock = createTestClock()
  readonly revocations: RevocationList = createTestStores().revocations
  readonly connections: Connection[] = []
  readonly processes: Process[] = []
  /** When the shared list confirmed the revocation of a token. */
  readonly confirmedAt = new Map<number, number>()
  /** Tokens that someone tried to revoke. */
  readonly tried = new Set<number>()

  /** The list as one process sees it. */
  connect(index: number): RevocationList {
    const over = async <Result>(call: () => Promise<Result>): Promise<Result> => {
      const connection = this.connections[index] ?? 'open'
      if (connection === 'hanging') return new Promise(() => undefined)
      if (connection === 'down') throw new Error('down')
      return call()
    }
    return {
      append: (entry) => over(() => this.revocations.append(entry)),
      read: (position) => over(() => this.revocations.read(position))
    }
  }

  async start(index: number): Promise<void> {
    this.processes[index]?.shared.close()
    const local = createRevocations(this.clock)
    const options = {
      list: this.connect(index),
      maxLagSeconds: MAX_LAG_SECONDS,
      onLag: 'refuse',
      pollSeconds: 0.25
    } as const
    const shared = followRevocations(local, options, this.clock)
    this.processes[index] = { local, shared }
    void shared.start()
    await this.clock.advance(0)
  }

  async revoke(index: number, token: number): Promise<void> {
    this.tried.add(token)
    const entry = { key: `jti\n\n${token}`, untilSeconds: this.clock.now() + 3600 }
    const process = this.processes[index]
    process?.local.add(entry)
    const confirmed = process?.shared.append(entry).then(
      () =>
        this.confirmedAt.set(
          token,
          Math.min(this.confirmedAt.get(token) ?? Infinity, this.clock.monotonic())
        ),
      () => undefined
    )
    void confirmed
    await this.clock.advance(0)
  }

  /** What contradicts the two rules. */
  violations(): string[] {
    const found: string[] = []
    for (const { local, shared } of this.processes) {
      for (let token = 0; token < TOKENS; token += 1) {
        const isRefused = local.isRevoked(contextOf({ jti: String(token) }))
        if (isRefused && !this.tried.has(token)) found.push(`token ${token} is refused, and was not revoked`)
        const confirmedAt = this.confirmedAt.get(token) ?? Infinity
        const isOld = this.clock.monotonic() - confirmedAt > MAX_LAG_SECONDS * 1000
        if (isOld && shared.isCurrent() && isRefused !== true)
          found.push(`revoked token ${token} is admitted`)
      }
    }
    return found
  }
}

async function run(steps: readonly Step[]): Promise<void> {
  const world = new World()
  for (let index = 0; index < PROCESSES; index += 1) await world.start(index)
  for (const each of steps) {
    if (each.kind === 'revoke') await world.revoke(each.process, each.token)
    if (each.kind === 'restart') await world.start(each.process)
    if (each.kind === 'connection') world.connections[each.process] = each.connection
    if (each.kind === 'wait') await world.clock.advance(each.seconds)
    expect(world.violations()).toEqual([])
  }
  world.connections.length = 0
  await world.clock.advance(12)
  for (const { local, shared } of world.processes) {
    expect(shared.isCurrent(), 'every process is current again').toBe(true)
    for (const token of world.confirmedAt.keys())
      expect(local.isRevoked(contextOf({ jti: String(token) })), 'and refuses what was revoked').toBe(true)
    shared.close()
  }
}

test(
  'no schedule of revocations, outages and restarts admits a revoked token or refuses another',
  { timeout: 60_000 },
  async () => {
    const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), (steps) => run(steps))
    await fc.assert(property, { numRuns: 150, seed: 1, interruptAfterTimeLimit: 20_000 })
  }
)
