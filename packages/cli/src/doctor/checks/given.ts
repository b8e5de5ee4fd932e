import { stringMember, type JsonObject } from '../../http/json.ts'
import { parseUrl } from '../../http/urls.ts'
import { isSigningKey } from '../keys/usable-keys.ts'
import { missing, type Missing } from '../doctor-check.ts'
import type { ApiNeed } from '../doctor-settings.ts'
import type { ApiFacts, DoctorFacts } from '../facts/doctor-facts.ts'

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
  const keys = facts.keys?.keys
  return keys === undefined || keys.length === 0 ? missing('no_keys') : keys
}

/** Needs keys that verify signatures. */
export function givenSigningKeys(facts: DoctorFacts): readonly JsonObject[] | Missing {
  const keys = facts.keys?.keys?.filter(isSigningKey) ?? []
  return keys.length === 0 ? missing('no_keys') : keys
}

/** Needs a sample token whose header and claims can be read. */
export function givenToken(facts: DoctorFacts): GivenToken | Missing {
  if (facts.token === undefined) return missing('no_token')
  const { header, claims } = facts.token
  return header === undefined || claims === undefined ? missing('unreadable_token') : { header, claims }
}

/** Needs an API that answered. */
export function givenApi(facts: DoctorFacts): ApiFacts | Missing {
  if (facts.api === undefined) return missing('no_api')
  return facts.api.bare.outcome === 'failed' ? missing('no_api_answer') : facts.api
}

// By `kid`, else by its place.
function nameOfKey(key: JsonObject, index: number): string {
  return stringMember(key, 'kid') ?? `key ${index + 1} (no kid)`
}

/** The names of the keys that a test picks. */
export function namesOfKeys(
  keys: readonly JsonObject[],
  pick: (key: JsonObject) => boolean
): readonly string[] {
  return keys.flatMap((key, index) => (pick(key) ? [nameOfKey(key, index)] : []))
}

/** Facts that name a list when it is not empty, else nothing noticed. */
export function noticeList<Name extends string>(
  name: Name,
  list: readonly string[]
): Readonly<Record<string, readonly string[]>> | undefined {
  return list.length === 0 ? undefined : { [name]: list }
}

/** Whether the API needs something, as asked on the command line or published in its own metadata (RFC 9728). */
export function apiNeeds(facts: DoctorFacts, need: ApiNeed): boolean {
  const published = facts.api?.resourceMetadata.document
  const byMetadata: Readonly<Record<ApiNeed, boolean>> = {
    dpop: published?.['dpop_bound_access_tokens_required'] === true,
    mtls: published?.['tls_client_certificate_bound_access_tokens'] === true,
    'step-up': false
  }
  return facts.settings.needs?.includes(need) === true || byMetadata[need]
}

/** What tokens for the API must name: the audience, else the resource identifier. */
export function expectedAudience(facts: DoctorFacts): string | undefined {
  return facts.settings.audience ?? facts.settings.resource
}

/** The host part of an address, undefined when it is none. */
export function hostOf(address: string | undefined): string | undefined {
  return parseUrl(address)?.hostname
}

/** Protected resource metadata of the API, when it publishes some (RFC 9728). */
export function publishedByApi({ api }: DoctorFacts): JsonObject | undefined {
  return api?.resourceMetadata.document
}

/** Whether the authorization server takes pushed authorization requests only (RFC 9126 section 5). */
export function requiresPushedRequests({ metadata }: DoctorFacts): boolean {
  return metadata.chosen?.document['require_pushed_authorization_requests'] === true
}
