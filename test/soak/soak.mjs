// Ten minutes of requests to an API whose authorization server fails, rotates its keys and recovers at random.
// Every answer is judged. `npm run soak -- --minutes 1` for a short one.
import { setTimeout as sleep } from 'node:timers/promises'
import { createTestIssuer } from '@portcullis/testing'
import { createAcceleratedClock } from './accelerated-clock.mjs'
import { judgeFlatness } from './flatness.mjs'
import { createHistory, createJudge } from './judge.mjs'
import { createDraw, createRandom } from './random.mjs'
import { PROMISES, readSettings } from './settings.mjs'
import { startApi } from './start-api.mjs'
import { createTraffic } from './traffic.mjs'
import { createTroubles } from './troubles.mjs'

const MEASURE_EVERY_SECONDS = 5
const REPORT_EVERY_SECONDS = 30
const SECONDS_TO_END = 20
const SHOWN = 20
/** The share of answers that may come from the end of the wait for an unknown key, on a machine that is busy. */
const MAX_LATE = 0.001

const settings = readSettings(process.argv.slice(2))
const { minutes, rate, speed, seed } = settings
console.log(
  `soak: ${minutes} minutes at ${rate} requests a second, ${speed} times as fast as time, seed ${seed}`
)

const draw = createDraw(createRandom(seed))
const start = { startedAt: process.hrtime.bigint(), startSeconds: Math.floor(Date.now() / 1000), speed }
const clock = createAcceleratedClock(start)
const issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
const history = createHistory(-Infinity)
for (const { kid = '' } of issuer.publicKeys()) history.publish(kid, -Infinity)
const { issuer: name, audience } = issuer
const api = await startApi([
  name,
  audience,
  String(start.startedAt),
  String(start.startSeconds),
  String(speed)
])
const troubles = createTroubles({ issuer, history, clock, speed, draw })
const traffic = createTraffic({
  issuer,
  history,
  judges: { Express: createJudge(history, PROMISES), Fastify: createJudge(history, PROMISES) },
  ports: api.ports,
  clock,
  speed,
  draw,
  isNoisy: troubles.isNoisy
})

/** @type {{ at: number; heap: number; rss: number }[]} */
const memory = []
const beganAt = performance.now()
const elapsed = () => (performance.now() - beganAt) / 1000
const isOver = () => elapsed() >= minutes * 60

/** Sends at the rate that was asked for, whatever the answers do. */
async function sendAll() {
  for (let sent = 0; !isOver();) {
    for (const due = Math.min(sent + rate, Math.floor(elapsed() * rate)); sent < due; sent += 1)
      void traffic.sendOne()
    await sleep(2)
  }
  while (!traffic.isIdle()) await sleep(10)
}

async function measureAll() {
  for (let next = MEASURE_EVERY_SECONDS; !isOver(); next += MEASURE_EVERY_SECONDS) {
    await sleep(Math.max(0, Math.min(next, minutes * 60) - elapsed()) * 1000)
    memory.push({ at: elapsed() / 60, ...(await api.measure()) })
    if (next % REPORT_EVERY_SECONDS === 0) report()
  }
}

function report() {
  const { heap = 0, rss = 0 } = memory.at(-1) ?? {}
  const { requests, heldBack } = traffic.counts
  const { outages, rotations } = troubles.counts
  console.log(
    `${Math.round(elapsed())} s: ${requests} requests, ${heldBack} held back, wrong ${traffic.wrong.length}, ` +
      `${outages} outages, ${rotations} changes of keys, heap ${heap.toFixed(1)} MiB, rss ${rss.toFixed(1)} MiB`
  )
}

const troubling = troubles.run()
await Promise.all([sendAll(), measureAll()])
troubles.end()
await troubling
traffic.close()
const isEnded = await api.stop(SECONDS_TO_END)
await issuer.close()

const heap = judgeFlatness(
  memory.map(({ at, heap: value }) => ({ at, value })),
  { share: 0.05, floor: 1 }
)
const rss = judgeFlatness(
  memory.map(({ at, rss: value }) => ({ at, value })),
  { share: 0.1, floor: 10 }
)
for (const line of traffic.wrong.slice(0, SHOWN)) console.log(`wrong: ${line}`)

/** @param {ReturnType<typeof judgeFlatness>} series */
const describe = ({ mean, slope, isFlat }) =>
  `${mean.toFixed(1)} MiB ${slope < 0 ? '' : '+'}${slope.toFixed(3)} MiB/min ${isFlat ? 'flat' : 'GROWING'}`

const { requests, late, heldBack } = traffic.counts
const byStatus = Object.entries(traffic.statuses)
  .map(([status, count]) => `${status} ${count}`)
  .join(', ')
console.log(
  `soak: ${requests} requests (${byStatus}), wrong ${traffic.wrong.length}, late ${late}, held back ${heldBack}; ` +
    `${troubles.counts.outages} outages, ${troubles.counts.rotations} changes of keys; heap ${describe(heap)}, ` +
    `rss ${describe(rss)}; ended by itself: ${isEnded ? 'yes' : 'NO'}; seed ${seed}`
)
const isGood = traffic.wrong.length === 0 && late <= requests * MAX_LATE
process.exitCode = isGood && heap.isFlat && rss.isFlat && isEnded ? 0 : 1
