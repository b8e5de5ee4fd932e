import type { InspectedFailure, InspectedToken } from '@portcullis/core/inspect'
import type { Exchange } from '../../http/exchange.ts'
import type { ParsedChallenge } from '../../http/parse-challenges.ts'
import type { JsonObject } from '../../json/json.ts'
import type { DoctorSettings } from './doctor-settings.ts'

/** The form of a metadata address. */
export type MetadataSpelling = 'oauth_inserted' | 'openid_appended' | 'openid_inserted' | 'oauth_appended'

/** One address at which an issuer's metadata can be. */
export interface MetadataAddress {
  readonly spelling: MetadataSpelling
  readonly url: string
}

/** The answer of one metadata address. */
export interface MetadataAttempt {
  readonly spelling: MetadataSpelling
  readonly exchange: Exchange
  /** the JSON object of a 200 answer */
  readonly document: JsonObject | undefined
}

/** The answers of the issuer's well-known addresses. */
export interface MetadataFacts {
  readonly attempts: readonly MetadataAttempt[]
  /** the attempt whose document the checks examine: the first with the right issuer, else the first */
  readonly chosen: (MetadataAttempt & { readonly document: JsonObject }) | undefined
}

/** The answer of the key set address. */
export interface KeyFacts {
  readonly exchange: Exchange
  /** members of `keys` that are objects; undefined if the answer is not a key set */
  readonly keys: readonly JsonObject[] | undefined
  /** why an API skips a key, for each key that it skips */
  readonly skipped: ReadonlyMap<JsonObject, string>
}

/** The sample token. */
export interface TokenFacts extends InspectedToken {
  readonly bytes: number
  /** why no key of the set verifies its signature; undefined if one does, or without a key set */
  readonly signatureFailure: InspectedFailure | undefined
}

/** The authorization server's answers to cross-origin requests of a browser application. */
export interface CorsFacts {
  readonly metadata: Exchange | undefined
  readonly keys: Exchange | undefined
  readonly tokenPreflight: Exchange | undefined
  readonly authorization: Exchange | undefined
}

/** The authorization server's answers to requests that an operator can notice. */
export interface ServerProbes {
  readonly withoutChallenge: Exchange | undefined
  readonly bogusCode: Exchange | undefined
  /** the same, sent as a page of the origin sends it; undefined without an origin */
  readonly bogusCodeFromPage: Exchange | undefined
  readonly tokenByGet: Exchange | undefined
}

/** Protected resource metadata (RFC 9728), with the addresses that were tried. */
export interface ResourceMetadataFacts {
  readonly wellKnown: Exchange
  readonly advertisedUrl: string | undefined
  readonly advertised: Exchange | undefined
  readonly document: JsonObject | undefined
}

/** The challenges of an answer. */
export interface ChallengeFacts {
  readonly lines: readonly string[]
  readonly challenges: readonly ParsedChallenge[]
  readonly mostOnOneLine: number
  /** the text at the first syntax error, at most a few characters */
  readonly breaksAt: string | undefined
}

/** The answers of the API. */
export interface ApiFacts {
  readonly url: string
  readonly bare: Exchange
  readonly challenges: ChallengeFacts
  readonly resourceMetadata: ResourceMetadataFacts
  readonly preflight: Exchange | undefined
  readonly bareWithOrigin: Exchange | undefined
  readonly probes: ApiProbes | undefined
}

/** The API's answers to invalid, repeated and misplaced tokens. */
export interface ApiProbes {
  readonly badTokens: readonly { readonly kind: string; readonly exchange: Exchange }[]
  readonly queryToken: Exchange | undefined
  readonly twoBadLines: Exchange
  readonly goodLineFirst: Exchange | undefined
  readonly goodLineSecond: Exchange | undefined
  readonly boundAsBearer: Exchange | undefined
  readonly plainHttp: { readonly bare: Exchange; readonly withToken: Exchange } | undefined
}

/** Everything the checks examine. The doctor gathers it once; checks send nothing. */
export interface DoctorFacts {
  readonly settings: DoctorSettings
  /** wall clock, seconds since 1970 */
  readonly now: number
  readonly metadata: MetadataFacts
  readonly keys: KeyFacts | undefined
  readonly token: TokenFacts | undefined
  readonly cors: CorsFacts | undefined
  readonly serverProbes: ServerProbes | undefined
  readonly api: ApiFacts | undefined
}
