import { createProtectedResource, type ProtectedResource, ProtectedResourceError } from '@portcullis/core'
import { standingClock } from '../tokens/standing-clock.ts'
import type { ReferenceContext, ReferenceSettings } from './reference-settings.ts'

/** What the core says of a token, in the terms of the reference. */
export type CoreVerdict =
  { accepted: true; context: ReferenceContext } | { accepted: false; code: string; status: number }

/** A protected resource with the settings of the reference, at the same time and without any network. */
export function resourceFor(settings: ReferenceSettings): ProtectedResource {
  const { maxTokenAgeSeconds, rejectMultipleAudiences } = settings
  return createProtectedResource({
    issuer: settings.issuer,
    audience: settings.audience,
    jwks: settings.jwks,
    algorithms: [...settings.algorithms],
    profile: settings.strict ? 'rfc9068' : 'jwt',
    clockToleranceSeconds: settings.toleranceSeconds,
    clock: standingClock(settings.now),
    ...(maxTokenAgeSeconds === undefined ? {} : { maxTokenAgeSeconds }),
    ...(rejectMultipleAudiences === undefined ? {} : { rejectMultipleAudiences })
  })
}

/** Lets a protected resource judge a token that comes in the Authorization field; throws what is no refusal. */
export async function judge(resource: ProtectedResource, token: string): Promise<CoreVerdict> {
  const headers = { authorization: `Bearer ${token}` }
  try {
    const { subject, clientId, scopes, audience, expiresAt } = await resource.authenticate({
      method: 'GET',
      url: '/',
      headers
    })
    return {
      accepted: true,
      context: { subject, clientId, scopes: [...scopes], audience: [...audience], expiresAt }
    }
  } catch (error) {
    if (!(error instanceof ProtectedResourceError)) throw error
    return { accepted: false, code: error.code, status: error.status }
  }
}
