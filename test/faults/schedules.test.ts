import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createRandom } from '../soak/random.mjs'
import { playSchedule } from './schedule-run.ts'
import { schedules } from './schedule-steps.ts'

const runs = Number(process.env['PORTCULLIS_SCHEDULE_RUNS'] ?? '40')
/** The same in every run, unless the environment names another: no run fails by chance. */
const seed = Number(process.env['PORTCULLIS_SCHEDULE_SEED'] ?? '1')

test('whatever happens to the issuer, no answer is wrong and no fetch is one too many', async () => {
  console.log(`schedules: ${runs} of them, seed ${seed}`)
  const random = vi.spyOn(Math, 'random')
  const property = fc.asyncProperty(schedules, async (schedule) => {
    random.mockImplementation(createRandom(schedule.noise))
    await playSchedule(schedule)
  })
  const outcome = await fc.check(property, { numRuns: runs, seed, endOnFailure: false })
  random.mockRestore()
  expect(outcome.failed, fc.defaultReportMessage(outcome)).toBe(false)
}, 1_000_000)
