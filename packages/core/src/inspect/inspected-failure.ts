import type { ErrorCode } from '../errors/codes.ts'
import { isProtectedResourceError } from '../errors/protected-resource-error.ts'

/** Why a protected resource refuses a token at one step. */
export interface InspectedFailure {
  /** The reason code. */
  readonly code: ErrorCode
  /** What the error says to the developer; undefined if the code says it all. */
  readonly hint: string | undefined
}

/**
 * Runs one step of the request pipeline and returns its refusal as a value.
 *
 * @throws What the step throws in addition to refusals.
 */
export async function failureOf(step: () => unknown): Promise<InspectedFailure | undefined> {
  try {
    await step()
    return undefined
  } catch (error) {
    return toFailure(error)
  }
}

/** Turns a refusal into a value; throws every other error again. */
export function toFailure(error: unknown): InspectedFailure {
  if (!isProtectedResourceError(error)) throw error
  return { code: error.code, hint: error.hint }
}
