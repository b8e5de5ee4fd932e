import type { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { ImpliedScopes } from '../scopes/implied-scopes.ts'
import { serializeChallenge, type ChallengeScheme } from './serialize-challenge.ts'

/** The schemes that a protected resource offers. */
export interface ChallengeSettings {
  readonly realm: string
  /** Where protected resource metadata is; undefined if it is off. */
  readonly metadata?: { readonly url: string } | undefined
  /** A challenge names no scope that another one of it implies. Default: none is implied. */
  readonly impliedScopes?: ImpliedScopes
  readonly senderConstraint?: {
    /** Undefined if DPoP is off. */
    readonly dpop: { readonly required: boolean; readonly algorithms: readonly string[] } | undefined
  }
}

/**
 * Serializes the challenges of a refusal, one for each scheme that is offered, `Bearer` first. The error is
 * in that of the scheme that the request used (RFC 9449 section 7.2); if that is not offered, in the other.
 *
 * @param error The refusal.
 * @param settings The schemes.
 * @returns Values of `WWW-Authenticate`, one for each line.
 */
export function serializeChallenges(
  error: ProtectedResourceError,
  { realm, senderConstraint, metadata, impliedScopes }: ChallengeSettings
): string[] {
  const dpop = senderConstraint?.dpop
  const isDpopUsed = dpop !== undefined && (dpop.required || isAboutDpop(error))
  // A client whose request is malformed has found the authorization server already.
  const metadataUrl = error.status === 400 ? undefined : metadata?.url
  const shared = { metadataUrl, impliedScopes }
  const schemes: ChallengeScheme[] = []
  if (dpop?.required !== true) schemes.push({ scheme: 'Bearer', isUsed: !isDpopUsed, ...shared })
  if (dpop !== undefined)
    schemes.push({ scheme: 'DPoP', isUsed: isDpopUsed, algorithms: dpop.algorithms, ...shared })
  return schemes.map((scheme) => serializeChallenge(error, realm, scheme))
}

function isAboutDpop({ oauthError, challenge }: ProtectedResourceError): boolean {
  const isAboutProof = oauthError === 'invalid_dpop_proof' || oauthError === 'use_dpop_nonce'
  return isAboutProof || challenge?.scheme === 'DPoP'
}
