import { sha256 } from '#digest'
import type { Credentials } from '../credentials/credentials.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
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

/** An accepted token. */
export interface AcceptedToken {
  readonly scheme: Credentials['scheme']
  readonly accessToken: string
  /** What the token is bound to; undefined for a bearer token. */
  readonly confirmation: Confirmation | undefined
}

/** Confirms that the sender of a request is the owner of its token. */
export type Confirm = (request: ResourceRequest, token: AcceptedToken) => Promise<VerifiedProof | undefined>

/**
 * The proof of a request that was confirmed: middleware that runs twice for one request does not use its
 * proof twice.
 */
interface ConfirmedProof {
  readonly field: string | readonly string[] | undefined
  /** Middleware can change it: the proof is for one method. */
  readonly method: string | undefined
  readonly token: AcceptedToken
  readonly proof: VerifiedProof
}

/** By token: what `ath` must be is computed once for a token that is cached. */
const tokenHashes = new WeakMap<AcceptedToken, string>()

/**
 * Creates the confirmation of accepted tokens, which runs for every request. Every member of the confirmation
 * is verified (RFC 9449 section 7.1, RFC 8705 section 3). A bearer token passes unless DPoP is required.
 *
 * @param settings How.
 * @returns The function. It returns the verified proof if there is one. It rejects with
 *   `confirmation_unsupported`, `credentials_scheme_mismatch`, `token_not_bound`, or the code of a proof or
 *   certificate.
 */
export function createConfirm(settings: ConfirmSettings): Confirm {
  const { verifyProof, requireCertificate } = settings
  const confirmed = new WeakMap<ResourceRequest, ConfirmedProof>()

  async function useProof(
    request: ResourceRequest,
    token: AcceptedToken,
    jkt: string
  ): Promise<VerifiedProof> {
    if (verifyProof === undefined) throw refusal('confirmation_unsupported')
    const { method, headers } = request
    const field = headers['dpop']
    const earlier = confirmed.get(request)
    const isSame = earlier !== undefined && earlier.field === field && earlier.method === method
    if (isSame && earlier.token.accessToken === token.accessToken) return earlier.proof
    const tokenHash = tokenHashes.get(token) ?? (await hashToken(token))
    const target = readTarget(request)
    const proof = await verifyProof(field, { request, method, target, tokenHash, jkt })
    confirmed.set(request, { field, method, token, proof })
    return proof
  }

  return async (request, token) => {
    const { scheme, confirmation = NOT_BOUND } = token
    const { jkt, 'x5t#S256': x5t } = confirmation
    requireScheme(scheme, jkt, settings)
    if (x5t !== undefined) {
      if (requireCertificate === undefined) throw refusal('confirmation_unsupported')
      await requireCertificate(request, x5t)
    }
    return jkt === undefined ? undefined : await useProof(request, token, jkt)
  }
}

const NOT_BOUND: Confirmation = {}

async function hashToken(token: AcceptedToken): Promise<string> {
  const hash = await sha256(token.accessToken)
  tokenHashes.set(token, hash)
  return hash
}

function requireScheme(
  scheme: Credentials['scheme'],
  jkt: string | undefined,
  { verifyProof, isDpopRequired }: ConfirmSettings
): void {
  if (scheme === 'DPoP' || isDpopRequired) requireDpopBound(jkt)
  if (jkt === undefined) return
  if (verifyProof === undefined) throw refusal('confirmation_unsupported')
  if (scheme !== 'DPoP') throw refusal('credentials_scheme_mismatch')
}

/**
 * Requires that a token is bound to a DPoP key (RFC 9449 section 7.1).
 *
 * @returns The thumbprint of the key.
 * @throws {ProtectedResourceError} `token_not_bound`.
 */
export function requireDpopBound(jkt: string | undefined): string {
  if (jkt === undefined) throw refusal('token_not_bound')
  return jkt
}

function refusal(code: keyof typeof HINTS): ProtectedResourceError {
  return new ProtectedResourceError(code, { hint: HINTS[code] })
}

const HINTS = {
  token_not_bound:
    'the token is not bound to a DPoP key: the client must send a proof to the token endpoint, and the server must support DPoP',
  credentials_scheme_mismatch:
    'the token is bound to a DPoP key but was sent with the scheme Bearer: the client must send "Authorization: DPoP <token>" and a proof',
  confirmation_unsupported:
    'the token is bound to a key or certificate ("cnf") that this API does not verify: set the option "dpop" or "mutualTls"'
}
