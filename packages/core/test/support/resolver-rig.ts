import { createTestClock, type TestClock } from '@portcullis/testing'
import { createResolvedIssuers, type ResolvedIssuers } from '../../src/issuers/resolved-issuers.ts'

/** An issuer that is alive, and nothing but its settings. */
export interface Live {
  readonly name: string
}

/** Issuers that a function knows, and what is done to them. */
export interface ResolverRig {
  readonly clock: TestClock
  readonly issuers: ResolvedIssuers<Live>
  /** Finds an issuer that is trusted. */
  find(issuer: string): Promise<Live>
  /** What was asked, opened and closed. */
  readonly log: string[]
  /** What the resolver answers from now on. */
  answer(resolve: (issuer: string) => Promise<string | undefined>): void
}

/** Opens it, with a function that trusts every issuer, under its name. */
export function openResolverRig(): ResolverRig {
  const clock = createTestClock()
  const log: string[] = []
  let resolve: (issuer: string) => Promise<string | undefined> = (issuer) => Promise.resolve(issuer)
  const issuers = createResolvedIssuers<string, Live>({
    resolve(issuer) {
      log.push(`ask ${issuer}`)
      return resolve(issuer)
    },
    isSame: (one, other) => one.toLowerCase() === other.toLowerCase(),
    open(name, earlier) {
      log.push(earlier === undefined ? `open ${name}` : `open ${name} after ${earlier.name}`)
      return { name }
    },
    close: ({ name }) => void log.push(`close ${name}`),
    clock
  })
  return {
    clock,
    issuers,
    async find(issuer) {
      const live = await issuers.find(issuer)
      if (live === undefined) throw new Error('it is not trusted')
      return live
    },
    log,
    answer(next) {
      resolve = next
    }
  }
}
