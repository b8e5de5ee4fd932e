import type { ProtectedResourceOptions } from '@portcullis/core'
import { afterAll, beforeAll } from 'vitest'
import type { Listening } from '../http/listen.ts'
import { targets } from './targets.ts'

/** A target that runs while the tests of a file do. */
export interface RunningTarget {
  name: string
  port(): number
}

/** Starts every target before the tests of the enclosing suite and closes it after them. */
export function useTargets(options: ProtectedResourceOptions): RunningTarget[] {
  return targets.map((target) => {
    let running: Listening | undefined
    beforeAll(async () => {
      running = await target.start(options)
    })
    afterAll(async () => {
      await running?.close()
    })
    return { name: target.name, port: () => portOf(target.name, running) }
  })
}

function portOf(name: string, running: Listening | undefined): number {
  if (running === undefined) throw new Error(`${name} was not started`)
  return running.port
}
