import { randomUUID } from 'node:crypto'
import { createSigningKey } from '@portcullis/testing'
import { expect } from 'vitest'
import { createHistory, createJudge } from '../soak/judge.mjs'
import { eventsOf, outcomeOf, rehearseWarm, type Rehearsal } from './rehearsal.ts'
import type { Schedule, ScheduleStep } from './schedule-steps.ts'

const YEAR = 365 * 24 * 3600
const BACK_OFF_SECONDS = 60
const SIGNATURE_SECONDS = 30
const REFETCH_SECONDS = 10
const FETCH_SECONDS = 6
const BUDGET = 2
const MINUTE = 60

/** A schedule that is being played. */
interface Play {
  readonly rehearsal: Rehearsal
  readonly history: ReturnType<typeof createHistory>
  readonly judge: ReturnType<typeof createJudge>
  /** Key ids of the issuer, the newest first. */
  readonly kids: string[]
  /** Tokens that were presented, and the ids of their keys. */
  readonly presented: Presented[]
  /** Signatures that had to fail. */
  forged: number
  /** When the set was fetched for an unknown key. */
  readonly refetchedAt: number[]
  now(): number
}

/** Plays a schedule to its end, and judges every answer on the way. */
export async function playSchedule(schedule: Schedule): Promise<void> {
  const play = await openPlay(schedule)
  for (const step of schedule.steps) {
    await takeStep(play, step)
    expect(play.rehearsal.clock.pendingTasks).toBeLessThanOrEqual(2)
  }
  judgeFetches(play, schedule)
  await play.rehearsal.resource.close()
  // A fetch that is broken off takes its deadline along when the runtime says that it is over: a turn later.
  await play.rehearsal.clock.advance(0)
  expect(play.rehearsal.clock.pendingTasks).toBe(0)
  await play.rehearsal.issuer.close()
}

async function openPlay({ lifeSeconds, staleSeconds }: Schedule): Promise<Play> {
  const keys = { ttlSeconds: lifeSeconds, staleIfErrorSeconds: staleSeconds }
  const rehearsal = await rehearseWarm({ options: { keys } })
  const now = (): number => rehearsal.clock.monotonic() / 1000
  const history = createHistory(-YEAR)
  const judge = createJudge(history, {
    life: lifeSeconds,
    refresh: lifeSeconds * 0.88,
    stale: staleSeconds,
    fetch: FETCH_SECONDS,
    backOff: BACK_OFF_SECONDS,
    budget: BUDGET,
    refetch: REFETCH_SECONDS
  })
  const kids = rehearsal.issuer.publicKeys().map(({ kid = '' }) => kid)
  for (const kid of kids) history.publish(kid, -YEAR)
  return { rehearsal, history, judge, kids, presented: [], forged: 0, refetchedAt: [], now }
}

async function takeStep(play: Play, step: ScheduleStep): Promise<void> {
  const { issuer, clock } = play.rehearsal
  switch (step.step) {
    case 'advance':
      return clock.advance(step.seconds)
    case 'jump':
      // Not further than the tokens can bear, wherever the jumps before have led to.
      if (Math.abs(clock.now() + step.seconds - Date.now() / 1000) < YEAR / 2) clock.jump(step.seconds)
      return
    case 'fail':
      play.history.failing(play.now())
      issuer.faults.apply(step.target, step.fault)
      return
    case 'stop':
      play.history.failing(play.now())
      return issuer.stop()
    case 'heal':
      issuer.faults.clear()
      await issuer.start()
      return play.history.healthy(play.now())
    case 'rotate':
    case 'removeOldest':
      return changeKeys(play, step)
    default:
      return ask(play, step)
  }
}

type KeyStep = Extract<ScheduleStep, { step: 'rotate' | 'removeOldest' }>
type AskStep = Extract<ScheduleStep, { step: 'ask' | 'askAgain' | 'flood' | 'forge' }>

async function changeKeys({ rehearsal: { issuer }, history, kids, now }: Play, step: KeyStep): Promise<void> {
  const before = issuer.publicKeys().map(({ kid = '' }) => kid)
  if (step.step === 'rotate') await issuer.rotate({ keepOld: step.keepOld })
  else if (before.length > 1) issuer.removeKey(before.at(-1) ?? '')
  const after = issuer.publicKeys().map(({ kid = '' }) => kid)
  for (const kid of before.filter((each) => !after.includes(each))) history.remove(kid, now())
  for (const kid of after.filter((each) => !before.includes(each))) {
    history.publish(kid, now())
    kids.unshift(kid)
  }
}

/** The requests of one step come at the same time. */
async function ask(play: Play, step: AskStep): Promise<void> {
  const { judge, now } = play
  const at = now()
  const presented = await tokensFor(play, step)
  const right = presented.map(({ kid }) =>
    kid === undefined ? judge.rightForStranger(at) : judge.right(kid, at)
  )
  for (const kid of new Set(presented.map((each) => each.kid))) {
    if (kid !== undefined && judge.mayBeUnknown(kid, at)) judge.noteAsked(at)
  }
  if (step.step === 'flood' || step.step === 'forge') judge.noteAsked(at)
  const outcomes = await settleOutcomes(play, presented)
  while (play.refetchedAt.length < refetchesOf(play)) play.refetchedAt.push(at)
  for (const [index, outcome] of outcomes.entries()) {
    expect(right[index], `${outcome} after ${at} seconds`).toContain(statusOf(outcome))
    const kid = presented[index]?.kid
    if (outcome === 'served' && kid !== undefined) judge.noteServed(kid, now())
  }
  if (step.step === 'ask') play.presented.push(...presented)
}

interface Presented {
  readonly token: string
  /** Undefined where no published key has signed the token. */
  readonly kid: string | undefined
}

async function tokensFor(play: Play, step: AskStep): Promise<readonly Presented[]> {
  const { issuer, clock } = play.rehearsal
  const each = <T>(make: () => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: step.requests }, make))
  if (step.step === 'askAgain') return play.presented.slice(-step.requests)
  if (step.step === 'forge') {
    play.forged += step.requests
    const kid = issuer.publicKeys()[0]?.kid
    const key = await createSigningKey('ES256')
    return each(async () => ({ token: await issuer.issue({ key, header: { kid } }), kid: undefined }))
  }
  if (step.step === 'flood') {
    const key = await createSigningKey('ES256')
    return each(async () => ({
      token: await issuer.issue({ key, header: { kid: randomUUID() } }),
      kid: undefined
    }))
  }
  const kid = play.kids[step.key % play.kids.length] ?? ''
  const claims = { iat: clock.now() - YEAR, exp: clock.now() + YEAR }
  return each(async () => ({ token: await issuer.issue({ key: kid, claims }), kid }))
}

/** An outcome may need the deadline of a fetch, or the end of the wait for one. */
async function settleOutcomes(
  { rehearsal: { resource, clock } }: Play,
  presented: readonly Presented[]
): Promise<string[]> {
  const told: string[] = []
  const asking = Promise.all(
    presented.map(async ({ token }) => {
      const outcome = await outcomeOf(resource, token)
      told.push(outcome)
      return outcome
    })
  )
  await clock.advance(0)
  for (let waited = 0; told.length < presented.length && waited < FETCH_SECONDS; waited += 1)
    await clock.advance(1)
  return asking
}

function statusOf(outcome: string): number {
  return outcome === 'served' ? 200 : Number(outcome.slice(0, 3))
}

function refetchesOf({ rehearsal: { events } }: Play): number {
  return eventsOf(events, 'key_id_unknown').filter(({ refetch }) => refetch).length
}

/** The issuer is asked for its keys when there is a reason to, and not more often. */
function judgeFetches(play: Play, { lifeSeconds }: Schedule): void {
  const { rehearsal, forged, refetchedAt, now } = play
  const started = eventsOf(rehearsal.events, 'fetch_started').filter(
    ({ document }) => document === 'jwks'
  ).length
  const failed = eventsOf(rehearsal.events, 'fetch_failed').length
  const refreshes = now() / (lifeSeconds * 0.72) + 1
  const changes = Math.min(forged, now() / SIGNATURE_SECONDS + 1)
  expect(started).toBeLessThanOrEqual(1 + refreshes + failed + refetchedAt.length + changes)
  // Each of three places may fail, for a fetch and for another look at the metadata.
  expect(failed).toBeLessThanOrEqual(3 * (now() + 1) + 3 * (now() / MINUTE + 1))
  // A request may have waited for an older fetch before it made its own.
  const inWindow = (start: number): number =>
    refetchedAt.filter((at) => at >= start && at < start + MINUTE - FETCH_SECONDS).length
  expect(Math.max(0, ...refetchedAt.map(inWindow))).toBeLessThanOrEqual(BUDGET + MINUTE / REFETCH_SECONDS)
}
