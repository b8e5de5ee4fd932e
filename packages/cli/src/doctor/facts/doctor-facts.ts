import type { Exchange } from '../../http/exchange.ts'
import type { JsonObject } from '../../http/json.ts'
import type { ParsedChallenge } from '../../http/parse-challenges.ts'
import type { DecodedToken } from '../../token/decode-token.ts'
import type { DoctorSettings } from '../doctor-settings.ts'

/** Where a metadata document was looked for. */
export type MetadataSpelling = 'oauth_inserted' | 'openid_appended' | 'openid_inserted' | 'oauth_appended'

/** One address asked for metadata. */
export interface MetadataAttempt {
  readonly spelling: MetadataSpelling
  readonly exchange: Exchange
  /** the JSON object of a 200 answer */
  readonly document: JsonObject | undefined
}

/** What the well-known addresses of the issuer answered. */
export interface MetadataFacts {
  readonly attempts: readonly MetadataAttempt[]
  /** the attempt whose document the checks look at: the first found, one with the right issuer preferred */
  readonly chosen: (MetadataAttempt & { readonly document: JsonObject }) | undefined
}

/** What the key set address answered. */
export interface KeyFacts {
  readonly exchange: Exchange
  /** members of `keys` that are objects; undefined when the answer holds no key set */
  readonly keys: readonly JsonObject[] | undefined
}

/** What cross-origin requests of a browser application would meet at the authorization server. */
export interface CorsFacts {
  readonly metadata: Exchange | undefined
  readonly keys: Exchange | undefined
  readonly tokenPreflight: Exchange | undefined
  readonly authorization: Exchange | undefined
}

/** What the authorization server answered to requests that an operator could notice. */
export interface ServerProbes {
  readonly withoutChallenge: Exchange | undefined
  readonly bogusCode: Exchange | undefined
  /** the same, sent as a page of the origin sends it; undefined without an origin */
  readonly bogusCodeFromPage: Exchange | undefined
  readonly tokenByGet: Exchange | undefined
}

/** Where protected resource metadata was found (RFC 9728). */
export interface ResourceMetadataFacts {
  readonly wellKnown: Exchange
  readonly advertisedUrl: string | undefined
  readonly advertised: Exchange | undefined
  readonly document: JsonObject | undefined
}

/** The challenges of an answer, and where they break. */
export interface ChallengeFacts {
  readonly lines: readonly string[]
  readonly challenges: readonly ParsedChallenge[]
  readonly mostOnOneLine: number
  /** what stands where the grammar breaks, at most a few characters */
  readonly breaksAt: string | undefined
}

/** What the API answered. */
export interface ApiFacts {
  readonly url: string
  readonly bare: Exchange
  readonly challenges: ChallengeFacts
  readonly resourceMetadata: ResourceMetadataFacts
  readonly preflight: Exchange | undefined
  readonly bareWithOrigin: Exchange | undefined
  readonly probes: ApiProbes | undefined
}

/** What the API answered to bad, doubled and misplaced tokens. */
export interface ApiProbes {
  readonly badTokens: readonly { readonly kind: string; readonly exchange: Exchange }[]
  readonly queryToken: Exchange | undefined
  readonly twoBadLines: Exchange
  readonly goodLineFirst: Exchange | undefined
  readonly goodLineSecond: Exchange | undefined
  readonly boundAsBearer: Exchange | undefined
  readonly plainHttp: { readonly bare: Exchange; readonly withToken: Exchange } | undefined
}

/** Everything the checks look at. Gathered once; checks send nothing. */
export interface DoctorFacts {
  readonly settings: DoctorSettings
  /** wall clock, seconds since 1970 */
  readonly now: number
  readonly metadata: MetadataFacts
  readonly keys: KeyFacts | undefined
  readonly token: DecodedToken | undefined
  /** whether a key of the set made the token's signature; undefined where none could be tried */
  readonly isTokenSigned: boolean | undefined
  readonly cors: CorsFacts | undefined
  readonly serverProbes: ServerProbes | undefined
  readonly api: ApiFacts | undefined
}
