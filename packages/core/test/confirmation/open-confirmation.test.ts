import { afterEach, describe, expect, test, vi } from 'vitest'
import { isClusterWorker as isClusterWorkerElsewhere } from '../../src/events/channel/none.ts'
import { isClusterWorker } from '../../src/events/channel/node.ts'
import { createStaticResource } from '../support/static-resource.ts'
import { takeWarnings } from '../support/take-warnings.ts'

const publicUrl = 'https://api.example.test'

afterEach(() => {
  vi.restoreAllMocks()
})

/** What `node:cluster` says in a worker. */
function becomeWorker(): void {
  vi.spyOn(process, 'getBuiltinModule').mockImplementation(() => ({ isWorker: true }))
}

describe('a process', () => {
  test('is not a worker of a cluster if node:cluster did not start it, or is not there', () => {
    expect(isClusterWorker()).toBe(false)
    expect(isClusterWorkerElsewhere()).toBe(false)
    vi.spyOn(process, 'getBuiltinModule').mockImplementation(() => undefined)
    expect(isClusterWorker()).toBe(false)
  })

  test('is a worker of a cluster if node:cluster says so', () => {
    becomeWorker()
    expect(isClusterWorker()).toBe(true)
  })
})

describe('in a worker of a cluster', () => {
  test('the option dpop warns once if used proofs are not shared', async () => {
    becomeWorker()
    const taken = takeWarnings()
    const shared = createStaticResource({ publicUrl, dpop: { replays: { add: () => true } } })
    const first = createStaticResource({ publicUrl, dpop: true })
    const second = createStaticResource({ publicUrl, dpop: true })
    const { code, message } = await taken()
    expect(code).toBe('PORTCULLIS_LOCAL_REPLAYS')
    expect(message).toContain('dpop.replays')
    await Promise.all([shared, first, second].map(({ resource }) => resource.close()))
  })
})
