import { Agent } from 'node:http'
import { call, faultOf } from './check-answer.mjs'
import { createTokens } from './tokens.mjs'

/** Requests that may be under way at the same time. */
const MAX_UNDER_WAY = 100
/** How far off the time of a change may be noted, in milliseconds of real time. */
const BLUR_MILLISECONDS = 50

const WEIGHTS = {
  known: 40,
  fresh: 30,
  removed: 6,
  random: 4,
  forged: 5,
  expired: 5,
  wrongAudience: 5,
  none: 5
}

/** Those that make a resource server look for keys that it does not know. */
const NOISY = new Set(['removed', 'random'])
/** Those that are refused whatever the keys are. */
const ALWAYS_REFUSED = new Set(['none', 'expired', 'wrongAudience'])

/**
 * @typedef {object} TrafficParts
 * @property {import('@portcullis/testing').TestIssuer} issuer
 * @property {import('./judge.mjs').IssuerHistory} history
 * @property {{ Express: import('./judge.mjs').Judge; Fastify: import('./judge.mjs').Judge }} judges
 * @property {import('./start-api.mjs').Ports} ports
 * @property {import('@portcullis/core').Clock} clock
 * @property {number} speed
 * @property {import('./random.mjs').Draw} draw
 * @property {() => boolean} isNoisy
 */

/**
 * Makes requests and judges every answer.
 *
 * @param {TrafficParts} parts
 */
export function createTraffic({ issuer, history, judges, ports, clock, speed, draw, isNoisy }) {
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_UNDER_WAY })
  const now = () => clock.monotonic() / 1000
  const tokens = createTokens({ issuer, history, now, draw })
  const blur = (BLUR_MILLISECONDS / 1000) * speed
  // Late: a 503 since the wait for a key that is not known yet was over, two seconds that pass in no time here.
  const counts = { requests: 0, heldBack: 0, late: 0 }
  /** @type {Record<string, number>} */
  const statuses = {}
  /** @type {string[]} */
  const wrong = []
  let underWay = 0

  /**
   * @param {import('./tokens.mjs').Presented} presented @param {import('./judge.mjs').Judge} judge @param
   *   {number} from
   */
  function rightStatuses({ kind, kid }, judge, from) {
    if (ALWAYS_REFUSED.has(kind)) return [401]
    const to = now() + blur
    return kid === undefined ? judge.rightForStranger(from - blur, to) : judge.right(kid, from - blur, to)
  }

  /** @param {import('./tokens.mjs').TokenKind} kind @param {'Express' | 'Fastify'} framework */
  async function send(kind, framework) {
    const presented = await tokens.choose(kind)
    const { token, kid, subject } = presented
    const judge = judges[framework]
    const from = now()
    const mayBeUnknown = kid !== undefined && judge.mayBeUnknown(kid, from)
    if (kind === 'random' || mayBeUnknown) judge.noteAsked(from)
    const path = draw.happens(0.1) ? '/messages' : '/me'
    const answer = await call(agent, { port: ports[framework], path, token })
    counts.requests += 1
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
    // A guard is asked only where the token is good.
    const status = answer.status === 403 ? 200 : answer.status
    const right = rightStatuses(presented, judge, from)
    if (status === 200 && kid !== undefined) judge.noteServed(kid, now())
    const isRight = right.includes(status)
    const fault = isRight ? faultOf({ answer, path, token, subject }) : `expected ${right.join(' or ')}`
    return fault === undefined ? presented : noteWrong(fault)

    /** @param {string} text */
    function noteWrong(text) {
      const isKeyKnown = ALWAYS_REFUSED.has(presented.kind) || (kid !== undefined && !mayBeUnknown)
      if (!isRight && status === 503 && !isKeyKnown) counts.late += 1
      else wrong.push(`${framework} ${presented.kind} ${status} at ${from.toFixed(1)}: ${text}`)
      return undefined
    }
  }

  return {
    counts,
    statuses,
    wrong,
    /** Sends one request, or none where too many are under way. */
    async sendOne() {
      const drawn = draw.weighted(WEIGHTS)
      const kind = NOISY.has(drawn) && !isNoisy() ? 'known' : drawn
      const framework = draw.happens(0.5) ? 'Express' : 'Fastify'
      if (underWay >= MAX_UNDER_WAY) {
        counts.heldBack += 1
        return
      }
      underWay += 1
      try {
        const presented = await send(kind, framework)
        if (presented?.kind === 'fresh') tokens.keep(presented)
      } catch (error) {
        wrong.push(`${framework} ${kind}: no answer, ${String(error)}`)
      } finally {
        underWay -= 1
      }
    },
    isIdle: () => underWay === 0,
    close: () => agent.destroy()
  }
}
