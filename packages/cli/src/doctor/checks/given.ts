import { hasMember, stringMember, type JsonObject } from '../../json/json.ts'
import type { ApiFacts, DoctorFacts, TokenFacts } from '../facts/doctor-facts.ts'
import type { ApiNeed } from '../facts/doctor-settings.ts'
import { missing, type Missing } from './doctor-check.ts'

/** The sample token, readable. */
export interface GivenToken {
  readonly header: JsonObject
  readonly claims: JsonObject
}

/** Needs metadata. */
export function givenDocument(facts: DoctorFacts): JsonObject | Missing {
  return facts.metadata.chosen?.document ?? missing('no_metadata')
}

/** Needs a key set with at least one key. */
export function givenKeys(facts: DoctorFacts): readonly JsonObject[] | Missing {
  const keys = facts.keys?.keys ?? []
  return keys.length === 0 ? missing('no_keys') : keys
}

/** Needs keys that verify signatures. */
export function givenSigningKeys(facts: DoctorFacts): readonly JsonObject[] | Missing {
  const keys = facts.keys?.keys?.filter(isSigningKey) ?? []
  return keys.length === 0 ? missing('no_keys') : keys
}

/** Returns whether a JWK is not symmetric, and not marked for another purpose (RFC 7517 section 4). */
export function isSigningKey({ kty, use, key_ops: operations }: JsonObject): boolean {
  if (kty === 'oct' || (use ?? 'sig') !== 'sig') return false
  return (
    (operations ?? undefined) === undefined || (Array.isArray(operations) && operations.includes('verify'))
  )
}

/** Needs a sample token. */
export function givenSample({ token }: DoctorFacts): TokenFacts | Missing {
  return token ?? missing('no_token')
}

/** Needs a sample token with readable header and claims. */
export function givenToken({ token }: DoctorFacts): GivenToken | Missing {
  if (token === undefined) return missing('no_token')
  const { unverifiedHeader: header, unverifiedClaims: claims } = token
  return header === undefined || claims === undefined ? missing('unreadable_token') : { header, claims }
}

/** Needs an API that answered. */
export function givenApi({ api }: DoctorFacts): ApiFacts | Missing {
  if (api === undefined) return missing('no_api')
  return api.bare.outcome === 'failed' ? missing('no_api_answer') : api
}

/** Returns the names of the keys that a test picks: the `kid`, else the position. */
export function namesOfKeys(
  keys: readonly JsonObject[],
  pick: (key: JsonObject) => boolean
): readonly string[] {
  const nameOf = (key: JsonObject, index: number) => stringMember(key, 'kid') ?? `key ${index + 1} (no kid)`
  return keys.flatMap((key, index) => (pick(key) ? [nameOf(key, index)] : []))
}

/** Returns whether the API needs something: by option, or by its own metadata (RFC 9728). */
export function apiNeeds(facts: DoctorFacts, need: ApiNeed): boolean {
  const published = publishedByApi(facts)
  const byMetadata: Readonly<Record<ApiNeed, boolean>> = {
    dpop: published?.['dpop_bound_access_tokens_required'] === true,
    mtls: published?.['tls_client_certificate_bound_access_tokens'] === true,
    'step-up': false
  }
  return facts.settings.needs?.includes(need) === true || byMetadata[need]
}

/** Returns what tokens for the API must name: the audience, else the resource identifier. */
export function expectedAudience({ settings }: DoctorFacts): string | undefined {
  return settings.audience ?? settings.resource
}

/** Returns the protected resource metadata of the API, if it publishes some (RFC 9728). */
export function publishedByApi({ api }: DoctorFacts): JsonObject | undefined {
  return api?.resourceMetadata.document
}

/** Returns whether the authorization server requires pushed authorization requests (RFC 9126 section 5). */
export function requiresPushedRequests({ metadata }: DoctorFacts): boolean {
  return metadata.chosen?.document['require_pushed_authorization_requests'] === true
}

/** Returns whether the authorization server supports DPoP. */
export function announcesDpop({ metadata }: DoctorFacts): boolean {
  return hasMember(metadata.chosen?.document, 'dpop_signing_alg_values_supported')
}

/** Returns whether two identifiers differ only by a trailing slash. */
export function differsBySlash(one: string, other: string): boolean {
  return one === `${other}/` || `${one}/` === other
}
