import { maxHeaderSize } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { challengeFaults } from '../http/challenge-faults.ts'
import { exchangeBytes, fieldValues, requestBytes } from '../http/exchange-bytes.ts'
import type { Listening } from '../http/listen.ts'
import { audience, issuer, now } from '../reference/oddities.ts'
import type { ReferenceSettings } from '../reference/reference-settings.ts'
import { verifies } from '../requirements.ts'
import { targets } from '../targets/targets.ts'
import { zooJwks } from '../tokens/key-zoo.ts'
import { standingClock } from '../tokens/standing-clock.ts'
import { maySucceed } from './may-succeed.ts'
import { requestPlan, type RequestPlan } from './request-plan.ts'

const runs = Number(process.env['PORTCULLIS_REQUEST_RUNS'] ?? '1000')
/** The same in every run, unless the environment names another: no run fails by chance. */
const seed = Number(process.env['PORTCULLIS_REQUEST_SEED'] ?? '1')
/** Of processor time, for client and API together: a pause of the machine does not count. */
const slowestMilliseconds = 1000

const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const
const settings: ReferenceSettings = {
  issuer,
  audience,
  jwks: zooJwks,
  algorithms,
  strict: false,
  toleranceSeconds: 30,
  now
}
const options = {
  issuer,
  audience,
  jwks: zooJwks,
  algorithms,
  clock: standingClock(now)
}

interface Outcome {
  status: number
  lines: string[]
  body: string
  milliseconds: number
}

function bytesOf({ method, target, fields }: RequestPlan): Buffer {
  return requestBytes(`${method} ${target} HTTP/1.1`, fields)
}

async function exchange(port: number, plan: RequestPlan): Promise<Outcome> {
  const before = process.cpuUsage()
  const text = await exchangeBytes(port, bytesOf(plan))
  const { user, system } = process.cpuUsage(before)
  const milliseconds = (user + system) / 1000
  const [head = '', body = ''] = text.split('\r\n\r\n', 2)
  const [statusLine = '', ...lines] = head.split('\r\n')
  return { status: Number(statusLine.split(' ')[1]), lines, body, milliseconds }
}

function faultOf({ status, lines, milliseconds }: Outcome, allowed: boolean): string {
  if (milliseconds > slowestMilliseconds) return `took ${Math.round(milliseconds)} ms`
  if (!(status >= 200 && status < 500)) return `status ${status}`
  if (status < 400 && !allowed) return 'a success that the reference refuses'
  const challenges = fieldValues(lines, 'www-authenticate')
  if (status === 401 || status === 403) return challengeFaults(status, challenges).join()
  return ''
}

/**
 * Whether the server must pass the header on. It can refuse a folded line, which is obsolete (RFC 9112
 * section 5.2), and Node.js answers 431 to a header of more than 16 KiB.
 */
function isReadable(plan: RequestPlan): boolean {
  return !plan.fields.some((field) => field.includes('\r\n')) && bytesOf(plan).length < maxHeaderSize
}

describe.each(targets)('on $name', ({ name, start }) => {
  let api: Listening | undefined
  beforeAll(async () => {
    api = await start(options)
  })
  afterAll(() => api?.close())

  test(
    verifies('H-4', 'B-15', 'whatever is changed in a request, it succeeds only if the reference says so'),
    { timeout: runs * 50 + 10_000 },
    async () => {
      console.log(`mutated requests on ${name}: ${runs} requests, seed ${seed}`)
      const faults: object[] = []
      const counts = { passed: 0, refused: 0 }
      for (const plan of fc.sample(requestPlan, { numRuns: runs, seed })) {
        const allowed = await maySucceed(plan, settings)
        const outcome = await exchange(api?.port ?? 0, plan)
        counts[outcome.status < 400 ? 'passed' : 'refused'] += 1
        const fault = faultOf(outcome, allowed)
        if (fault !== '')
          faults.push({ fault, plan, status: outcome.status, body: outcome.body.slice(0, 200) })
        const plain =
          plan.method === 'GET' && ['/protected', '/messages'].includes(plan.target) && isReadable(plan)
        if (plain && allowed && outcome.status >= 400)
          faults.push({ fault: 'refused', plan, status: outcome.status })
      }
      expect(faults.slice(0, 3), `${faults.length} faults`).toEqual([])
      expect(counts.passed).toBeGreaterThan(runs / 50)
      expect(counts.refused).toBeGreaterThan(runs / 2)
    }
  )
})
