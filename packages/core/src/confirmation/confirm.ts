import type { Credentials } from '../credentials/credentials.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { chain } from '../flow/chain.ts'
import { readTarget } from '../request/connection-facts.ts'
import type { ResourceRequest } from '../request/resource-request.ts'
import type { RequireCertificate } from './client-certificate.ts'
import type { Confirmation } from './confirmation.ts'
import type { VerifiedProof, VerifyProof } from './dpop.ts'

/** How a token's binding is confirmed. */
export interface ConfirmSettings {
  /** Undefined if the option `dpop` is not set. */
  readonly verifyProof: VerifyProof | undefined
  /** Undefined if the option `mutualTls` is not set. */
  readonly requireCertificate: RequireCertificate | undefined
  /** Whether tokens that no DPoP key is bound to are refused. */
  readonly isDpopRequired: boolean
}

/** An accepted token, as a request presents it. */
export interface PresentedToken {
  readonly credentials: Credentials
  /** What the token is bound to; undefined for a bearer token. */
  readonly confirmation: Confirmation | undefined
}

/** Confirms that the sender of a request is the owner of its token. */
export type Confirm = (
  request: ResourceRequest,
  token: PresentedToken
) => VerifiedProof | undefined | Promise<VerifiedProof | undefined>

/**
 * Creates the confirmation of accepted tokens, which runs for every request. Every member of the confirmation
 * is verified (RFC 9449 section 7.1, RFC 8705 section 3). A bearer token passes unless DPoP is required.
 *
 * @param settings How.
 * @returns The function. It returns the verified proof if there is one. It throws, or rejects with,
 *   `confirmation_unsupported`, `credentials_scheme_mismatch`, `token_not_bound`, or the code of a proof or
 *   certificate.
 */
export function createConfirm(settings: ConfirmSettings): Confirm {
  const confirmed = new WeakMap<ResourceRequest, ConfirmedProof>()
  return (request, token) => {
    const { scheme } = token.credentials
    const { jkt, 'x5t#S256': x5t } = token.confirmation ?? NOT_BOUND
    if (jkt !== undefined && settings.verifyProof === undefined) throw refuseUnsupported()
    if (scheme === 'DPoP' || settings.isDpopRequired) requireBound(jkt)
    if (jkt !== undefined && scheme !== 'DPoP') throw refuseScheme()
    return chain(confirmCertificate(request, x5t, settings), () =>
      confirmKey(request, token, { verifyProof: settings.verifyProof, confirmed })
    )
  }
}

const NOT_BOUND: Confirmation = {}

function requireBound(jkt: string | undefined): void {
  if (jkt === undefined) throw new ProtectedResourceError('token_not_bound', { hint: HINT_NOT_BOUND })
}

function refuseScheme(): ProtectedResourceError {
  return new ProtectedResourceError('credentials_scheme_mismatch', { hint: HINT_SCHEME })
}

function confirmCertificate(
  request: ResourceRequest,
  x5t: string | undefined,
  { requireCertificate }: ConfirmSettings
): void | Promise<void> {
  if (x5t === undefined) return
  if (requireCertificate === undefined) throw refuseUnsupported()
  return requireCertificate(request, x5t)
}

/**
 * The proof of a request that was confirmed: middleware that runs twice for one request does not use its
 * proof twice.
 */
interface ConfirmedProof {
  readonly field: string | readonly string[] | undefined
  /** Middleware can change it: the proof is for one method. */
  readonly method: string | undefined
  readonly accessToken: string
  readonly proof: VerifiedProof
}

interface ProofMemory extends Pick<ConfirmSettings, 'verifyProof'> {
  readonly confirmed: WeakMap<ResourceRequest, ConfirmedProof>
}

function confirmKey(
  request: ResourceRequest,
  { credentials, confirmation }: PresentedToken,
  { verifyProof, confirmed }: ProofMemory
): VerifiedProof | undefined | Promise<VerifiedProof | undefined> {
  const jkt = confirmation?.jkt
  if (jkt === undefined || verifyProof === undefined) return undefined
  const { method, headers } = request
  const { accessToken } = credentials
  const field = headers['dpop']
  const earlier = confirmed.get(request)
  const isSame = earlier?.field === field && earlier?.method === method
  if (isSame && earlier?.accessToken === accessToken) return earlier.proof
  const expected = { method, target: readTarget(request), accessToken, jkt }
  return chain(verifyProof(field, expected), (proof) => {
    confirmed.set(request, { field, method, accessToken, proof })
    return proof
  })
}

function refuseUnsupported(): ProtectedResourceError {
  return new ProtectedResourceError('confirmation_unsupported', { hint: HINT_UNSUPPORTED })
}

const HINT_NOT_BOUND =
  'the token is not bound to a DPoP key: the client must send a DPoP proof to the token endpoint, and the authorization server must support DPoP'
const HINT_SCHEME =
  'the token is bound to a DPoP key but came with the scheme Bearer: the client must send "Authorization: DPoP <token>" and a proof'
const HINT_UNSUPPORTED =
  'the token is bound to a key or certificate ("cnf") that this API does not verify: set the option "dpop" or "mutualTls"'
