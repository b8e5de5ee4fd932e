// A server that is measured. The first argument is its plan; it tells its port, and what it has cost so far.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { answer } from '../measure/answer.mjs'
import { readMeters } from '../measure/cost.mjs'
import { FRAMEWORKS } from './frameworks.mjs'
import { parseJson } from '../parse-json.mjs'

/** @type {import('./frameworks.mjs').ServerPlan} */
const plan = parseJson(process.argv[2] ?? '{}')
const delay = monitorEventLoopDelay({ resolution: 1 })
const listening = FRAMEWORKS[plan.framework].listen(plan)

answer({
  port: () => listening,
  meters() {
    const { rss, heapUsed } = process.memoryUsage()
    const meters = { ...readMeters(), rss, heapUsed, delay: delay.percentile(99) / 1000 }
    delay.enable()
    delay.reset()
    return meters
  }
})
