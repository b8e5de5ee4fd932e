import {
  createProtectedResource,
  ProtectedResourceError,
  type AuthContext,
  type ErrorCode,
  type IntrospectionOptions,
  type ProtectedResource,
  type ProtectedResourceOptions,
  type ResourceRequest
} from '@portcullis/core'
import type { TestClock, TestIssuer } from '@portcullis/testing'
import { onTestFinished } from 'vitest'

/** Options that a test changes. */
export type Change = Omit<Partial<ProtectedResourceOptions>, 'introspection'> & {
  readonly introspection?: Partial<IntrospectionOptions>
}

/** Protected resources that ask a test issuer about tokens. */
export interface Apis {
  /** Opens one; it closes with the test. */
  open(change?: Change): ProtectedResource
  callerOf(api: ProtectedResource, token: string): Promise<AuthContext>
  /** The code that a token is refused with; undefined if it is admitted. */
  codeOf(api: ProtectedResource, token: string): Promise<ErrorCode | undefined>
  refusalOf(api: ProtectedResource, token: string): Promise<ProtectedResourceError>
  isCached(api: ProtectedResource, token: string): boolean
}

const requestWith = (token: string): ResourceRequest => ({
  method: 'GET',
  url: '/',
  headers: { authorization: `Bearer ${token}` }
})

/** Opens APIs at whatever issuer is there at that moment. */
export function openApis(world: () => { readonly issuer: TestIssuer; readonly clock: TestClock }): Apis {
  async function outcomeOf(
    api: ProtectedResource,
    token: string
  ): Promise<AuthContext | ProtectedResourceError> {
    return api.authenticate(requestWith(token)).catch((error: unknown) => {
      if (error instanceof ProtectedResourceError) return error
      throw error
    })
  }
  return {
    open({ introspection, ...change } = {}) {
      const { issuer, clock } = world()
      const { clientId, clientSecret } = issuer.introspection
      const api = createProtectedResource({
        ...issuer.options,
        clock,
        introspection: { clientId, clientSecret, ...introspection },
        ...change
      })
      onTestFinished(() => api.close())
      return api
    },
    callerOf: (api, token) => api.authenticate(requestWith(token)),
    async codeOf(api, token) {
      const outcome = await outcomeOf(api, token)
      return outcome instanceof ProtectedResourceError ? outcome.code : undefined
    },
    async refusalOf(api, token) {
      const outcome = await outcomeOf(api, token)
      if (outcome instanceof ProtectedResourceError) return outcome
      throw new Error('the token is admitted')
    },
    isCached: (api, token) => api.authenticateFromCache(requestWith(token)) !== undefined
  }
}
