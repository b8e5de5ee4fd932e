import type { AuthContext } from '@portcullis/core'

/** What the routes under test tell of their caller. */
export interface DescribedContext {
  subject: string | null
  clientId: string
  scopes: readonly string[]
  audience: readonly string[]
}

/** The part of a context that a route answers with; `anonymous` where there is none. */
export function describeContext(context: AuthContext | undefined): DescribedContext | 'anonymous' {
  if (context === undefined) return 'anonymous'
  const { subject, clientId, scopes, audience } = context
  return { subject: subject ?? null, clientId, scopes: [...scopes], audience: [...audience] }
}
