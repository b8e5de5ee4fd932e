import type { AuthorizationServer } from '../../src/issuers/authorization-server.ts'
import type { KeySourceStatus } from '../../src/keys/key-set.ts'
import { resolvedIssuer } from './resolved-issuer.ts'

const never = (): never => {
  throw new Error('not called')
}

/** A server whose keys have a status, and do nothing else. */
export function serverNamed(
  issuer: string,
  status: KeySourceStatus = { phase: 'cold', keySet: undefined, ageSeconds: undefined, failure: undefined },
  isInUse = false
): AuthorizationServer {
  const keys = {
    current: never,
    verify: never,
    warmUp: never,
    close: never,
    status: () => status
  }
  return { settings: { ...resolvedIssuer(), issuer }, keys, isInUse, markVerified: never }
}
