import type { Fault, FaultTarget } from '@portcullis/testing'
import fc from 'fast-check'

/** One step of a schedule, as data: what happens to the issuer, to time, or who asks for what. */
export type ScheduleStep =
  | { readonly step: 'advance'; readonly seconds: number }
  | { readonly step: 'jump'; readonly seconds: number }
  | { readonly step: 'fail'; readonly target: FaultTarget; readonly fault: Fault }
  | { readonly step: 'stop' }
  | { readonly step: 'heal' }
  | { readonly step: 'rotate'; readonly keepOld: boolean }
  | { readonly step: 'removeOldest' }
  /** Presents tokens of a key that the issuer has or had; 0 is the newest. */
  | { readonly step: 'ask'; readonly key: number; readonly requests: number }
  /** Presents tokens that were presented before. */
  | { readonly step: 'askAgain'; readonly requests: number }
  | { readonly step: 'flood'; readonly requests: number }
  | { readonly step: 'forge'; readonly requests: number }

const faults: readonly Fault[] = [
  { kind: 'reset' },
  { kind: 'cutOff' },
  { kind: 'html' },
  { kind: 'truncated' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 429, headers: { 'Retry-After': '45' } },
  { kind: 'redirect', location: 'https://elsewhere.example.test/' },
  { kind: 'huge', bytes: 300 * 1024 },
  { kind: 'hang', times: 1 }
]
const onlyMetadata: readonly Fault[] = [{ kind: 'wrongIssuer' }, { kind: 'insecureJwksUri' }]
const onlyKeys: readonly Fault[] = [{ kind: 'emptySet' }, { kind: 'keysMissing' }, { kind: 'noUsableKey' }]

const failures = fc.oneof(
  fc.record({
    target: fc.constantFrom<FaultTarget>('both', 'jwks', 'metadata'),
    fault: fc.constantFrom(...faults)
  }),
  fc.record({ target: fc.constant<FaultTarget>('metadata'), fault: fc.constantFrom(...onlyMetadata) }),
  fc.record({ target: fc.constant<FaultTarget>('jwks'), fault: fc.constantFrom(...onlyKeys) })
)

const few = fc.integer({ min: 1, max: 5 })

const step: fc.Arbitrary<ScheduleStep> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      step: fc.constant('advance' as const),
      seconds: fc.constantFrom(0.5, 1, 3, 10, 29.9, 30, 55, 60, 120, 400, 1000, 4000)
    })
  },
  {
    weight: 8,
    arbitrary: fc.record({ step: fc.constant('ask' as const), key: fc.nat({ max: 3 }), requests: few })
  },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('askAgain' as const), requests: few }) },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('rotate' as const), keepOld: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('removeOldest' as const) }) },
  { weight: 3, arbitrary: failures.map((failure) => ({ step: 'fail' as const, ...failure })) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('stop' as const) }) },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('heal' as const) }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('flood' as const), requests: few }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('forge' as const), requests: few }) },
  {
    weight: 1,
    arbitrary: fc.record({
      step: fc.constant('jump' as const),
      seconds: fc.constantFrom(-86_400, -60, 60, 86_400)
    })
  }
)

/** What happens to an issuer and its resource server, and how the key sets of the server are kept. */
export interface Schedule {
  /** Seeds everything that is random in what is tested. */
  readonly noise: number
  readonly lifeSeconds: number
  readonly staleSeconds: number
  readonly steps: readonly ScheduleStep[]
}

/** Schedules of any kind. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  noise: fc.nat(),
  lifeSeconds: fc.constantFrom(60, 300, 600),
  staleSeconds: fc.constantFrom(0, 60, 900, 21_600),
  steps: fc.array(step, { minLength: 5, maxLength: 60, size: 'max' })
})
