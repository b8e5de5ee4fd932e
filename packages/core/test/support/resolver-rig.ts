import { createTestClock, type TestClock } from '@portcullis/testing'
import type { AuthorizationServer, OpenServers } from '../../src/issuers/authorization-server.ts'
import { openResolvedIssuers } from '../../src/issuers/resolved-issuers.ts'
import type { KeySource } from '../../src/keys/key-source.ts'
import type { ResourceRequest } from '../../src/request/resource-request.ts'
import { keySetNamed } from './test-key-set.ts'

/** Returns the name of the keys of an issuer, or undefined for one that is not trusted. */
type Answer = (issuer: string, request?: ResourceRequest) => Promise<string | undefined>

/** Issuers that a function trusts, and what happens to their keys. */
export interface ResolverRig {
  readonly clock: TestClock
  readonly issuers: OpenServers
  /** Finds an issuer that is trusted. */
  find(issuer: string): Promise<AuthorizationServer>
  /** Calls of the function, and keys that were opened and closed. */
  readonly log: string[]
  /** Changes the answer of the function. */
  answer(resolve: Answer): void
}

/** Opens it with a function that trusts every issuer, and names its keys like the issuer. */
export function openResolverRig(): ResolverRig {
  const clock = createTestClock()
  const log: string[] = []
  let answer: Answer = (issuer) => Promise.resolve(issuer)
  const issuers = openResolvedIssuers({
    async resolver(issuer, request) {
      log.push(`ask ${issuer}`)
      const name = await answer(issuer, request)
      return name === undefined ? undefined : { issuer, jwksUri: `https://keys.example.test/${name}` }
    },
    options: { clock, issuerDefaults: { shared: { audience: 'api' }, clockToleranceSeconds: 30 } },
    openKeys({ jwksUri = '' }) {
      const name = jwksUri.slice(jwksUri.lastIndexOf('/') + 1)
      log.push(`open ${name}`)
      return keysNamed(name, () => log.push(`close ${name}`))
    }
  })
  return {
    clock,
    issuers,
    async find(issuer) {
      const server = await issuers.find(issuer)
      if (server === undefined) throw new Error('it is not trusted')
      return server
    },
    log,
    answer(next) {
      answer = next
    }
  }
}

/** Keys that are current until they are closed, and verify nothing. */
function keysNamed(name: string, onClose: () => void): KeySource {
  const keySet = keySetNamed(name)
  const never = (): never => {
    throw new Error('not called')
  }
  return {
    current: () => keySet,
    verify: never,
    warmUp: never,
    status: () => ({ phase: 'fresh', keySet, ageSeconds: 0, failure: undefined }),
    close: onClose
  }
}
