import { createTestClock, createTestIssuer, type TestClock, type TestIssuer } from '@portcullis/testing'
import { onTestFinished } from 'vitest'
import type { ProtectedResourceOptions } from '../../src/options/protected-resource-options.ts'
import { createProtectedResource, type ProtectedResource } from '../../src/protected-resource.ts'
import type { ResourceRequest } from '../../src/request/resource-request.ts'

/** A protected resource and the authorization server that it trusts, both by one clock. */
export interface OpenResource {
  readonly issuer: TestIssuer
  readonly clock: TestClock
  readonly resource: ProtectedResource
  /** How many tokens were verified so far. */
  verified(): number
}

/** Opens both until the test is over; options with a `validate` of their own count nothing. */
export async function openResource(options: ProtectedResourceOptions = {}): Promise<OpenResource> {
  const clock = createTestClock()
  const issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
  let verified = 0
  const validate = () => {
    verified += 1
    return true
  }
  const trusted = options.issuers === undefined ? issuer.options : { audience: issuer.audience }
  const resource = createProtectedResource({ ...trusted, clock, validate, ...options })
  onTestFinished(async () => {
    await resource.close()
    await issuer.close()
  })
  return { issuer, clock, resource, verified: () => verified }
}

/** A request with an access token. */
export function bearer(accessToken: string): ResourceRequest {
  return { method: 'GET', url: '/', headers: { authorization: `Bearer ${accessToken}` } }
}

/** The code of the refusal that a request gets; `undefined` if it is admitted. */
export async function codeOf(resource: ProtectedResource, accessToken: string): Promise<string | undefined> {
  return resource.authenticate(bearer(accessToken)).then(
    () => undefined,
    (error: unknown) => String(Reflect.get(Object(error), 'code'))
  )
}

/** Whether a token is cached. */
export function isKnown(resource: ProtectedResource, accessToken: string): boolean {
  return resource.authenticateFromCache(bearer(accessToken)) !== undefined
}
