import type { ErrorCode } from '../errors/codes.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'

/** The reason codes of a DPoP proof. */
export type ProofCode = Extract<ErrorCode, `proof_${string}`>

/**
 * Makes the refusal of a DPoP proof. The hint never contains a value of the proof.
 *
 * @param code The reason.
 * @param hint What to change, for the developer.
 * @returns The refusal.
 */
export function refuseProof(code: ProofCode, hint: string): ProtectedResourceError {
  return new ProtectedResourceError(code, { hint })
}
