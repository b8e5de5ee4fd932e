// A server in several processes with node:cluster. The first argument is its plan, with the number of workers.
import cluster from 'node:cluster'
import { once } from 'node:events'
import { answer } from '../measure/answer.mjs'
import { FRAMEWORKS } from './frameworks.mjs'
import { parseJson } from '../parse-json.mjs'

/** @type {import('./frameworks.mjs').ServerPlan & { workers: number }} */
const plan = parseJson(process.argv[2] ?? '{}')

if (cluster.isPrimary) {
  const workers = Array.from({ length: plan.workers }, () => cluster.fork())
  const ready = Promise.all(workers.map(async (worker) => once(worker, 'listening')))
  answer({
    async port() {
      const [first] = await ready
      return /** @type {{ port: number }[]} */ (first)[0]?.port
    },
    async meters() {
      const cpus = await Promise.all(
        workers.map(async (worker) => {
          worker.send('cpu')
          const [cpu] = /** @type {[number]} */ (await once(worker, 'message'))
          return cpu
        })
      )
      return { cpu: cpus.reduce((sum, cpu) => sum + cpu, 0), wall: performance.now() * 1000, delay: 0 }
    }
  })
} else {
  await FRAMEWORKS[plan.framework].listen(plan)
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.(user + system)
  })
}
