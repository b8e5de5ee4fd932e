import { readFileSync } from 'node:fs'

/** A token as a provider writes it, taken apart, and what an API should make of it. */
export interface Sample {
  readonly provider: string
  readonly name: string
  readonly verdict: string
  readonly header: { readonly alg: string; readonly kid: string }
  readonly payload: { readonly iat: number }
}

const fixture = new URL('../fixtures/sample-tokens.json', import.meta.url)

/** All samples of the fixture. */
export const samples: readonly Sample[] = JSON.parse(readFileSync(fixture, 'utf8')) as Sample[]

/** The verdict of a sample, as far as it can be reached: bound tokens need a proof, which nothing takes yet. */
export function expectedOutcome({ verdict }: Sample): 'accept' | 'reject' {
  if (/only with/u.test(verdict)) return 'reject'
  return verdict.startsWith('accept') ? 'accept' : 'reject'
}
