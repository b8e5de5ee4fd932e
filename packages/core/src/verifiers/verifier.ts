import type { Credentials } from '../credentials/credentials.ts'
import type { Accepted } from '../memory/accepted.ts'
import type { ResourceRequest } from '../request/resource-request.ts'

/**
 * Verifies the access token of credentials: one verifier for each kind of token. The request is only for the
 * option `issuers`, if it is a function.
 *
 * @throws {ProtectedResourceError} For every refusal; the promise rejects with it.
 */
export type Verifier = (credentials: Credentials, request: ResourceRequest) => Promise<Accepted>
