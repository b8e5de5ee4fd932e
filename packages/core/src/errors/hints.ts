import type { ErrorCode } from './codes.ts'
import { ProtectedResourceError } from './protected-resource-error.ts'

/** What a developer should know about a refusal, by its reason code. Never sent to a client. */
export type Hints = Readonly<Partial<Record<ErrorCode, string>>>

/**
 * Adds a hint to a refusal. The refusal itself stays as it is, since other requests may hold the same one:
 * where there is something to add, a new one takes its place.
 *
 * @param error What was thrown; what is no refusal is returned as it came.
 * @param hints The hints.
 * @returns The refusal to throw instead.
 */
export function withHint(error: unknown, hints: Hints): unknown {
  const added = error instanceof ProtectedResourceError ? hints[error.code] : undefined
  if (!(error instanceof ProtectedResourceError) || added === undefined) return error
  const { code, hint, cause, challenge, retryAfterSeconds } = error
  return new ProtectedResourceError(code, {
    hint: hint === undefined ? added : `${hint}; ${added}`,
    cause,
    challenge,
    retryAfterSeconds
  })
}

/**
 * Puts the hints of several issuers together, for refusals that come before it is known whose token it is.
 *
 * @param all The hints of each.
 * @returns All of them, each text once.
 */
export function mergeHints(all: readonly Hints[]): Hints {
  const merged = new Map<string, ReadonlySet<string>>()
  for (const [code, hint] of all.flatMap(Object.entries<string>)) {
    merged.set(code, new Set([...(merged.get(code) ?? []), hint]))
  }
  return Object.fromEntries([...merged].map(([code, hints]) => [code, [...hints].join('; ')]))
}
