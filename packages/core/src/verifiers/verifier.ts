import type { Credentials } from '../credentials/credentials.ts'
import type { Accepted } from '../memory/accepted.ts'

/**
 * Verifies the access token of credentials: one verifier for each kind of token.
 *
 * @throws {ProtectedResourceError} For every refusal; the promise rejects with it.
 */
export type Verifier = (credentials: Credentials) => Promise<Accepted>
