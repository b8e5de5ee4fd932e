import type { ErrorCode } from './codes.ts'
import {
  isProtectedResourceError,
  ProtectedResourceError,
  type ChallengeParameters,
  type RefusalDetails
} from './protected-resource-error.ts'
import { callerOf, withCaller } from './refused-caller.ts'

/** Advice for the developer on a refusal, by reason code. Never sent to a client. */
export type Hints = Readonly<Partial<Record<ErrorCode, string>>>

/** Adds a hint to a refusal by creating a new one, since other requests may hold the same one. */
export function withHint(error: unknown, hints: Hints): unknown {
  const added = isProtectedResourceError(error) ? hints[error.code] : undefined
  if (!isProtectedResourceError(error) || added === undefined) return error
  const { code, hint, ...details } = detailsOf(error)
  const hinted = new ProtectedResourceError(code, {
    ...details,
    hint: hint === undefined ? added : `${hint}; ${added}`
  })
  return withCaller(hinted, callerOf(error))
}

/** Adds parameters to the challenge of a refusal by creating a new one. */
export function withChallenge(error: unknown, added: ChallengeParameters): unknown {
  if (!isProtectedResourceError(error)) return error
  const { code, challenge, ...details } = detailsOf(error)
  const challenged = new ProtectedResourceError(code, { ...details, challenge: { ...challenge, ...added } })
  return withCaller(challenged, callerOf(error))
}

function detailsOf({
  code,
  hint,
  cause,
  challenge,
  retryAfterSeconds
}: ProtectedResourceError): RefusalDetails & { readonly code: ErrorCode } {
  return { code, hint, cause, challenge, retryAfterSeconds }
}

/** Merges the hints of several issuers, for refusals before the issuer is known. Each text appears once. */
export function mergeHints(all: readonly Hints[]): Hints {
  const merged = new Map<string, ReadonlySet<string>>()
  for (const [code, hint] of all.flatMap(Object.entries<string>)) {
    merged.set(code, new Set([...(merged.get(code) ?? []), hint]))
  }
  return Object.fromEntries([...merged].map(([code, hints]) => [code, [...hints].join('; ')]))
}
