import type { JsonObject } from '../json/json-object.ts'

/**
 * The header parameters that Portcullis reads (RFC 7515 section 4); a header can have others.
 */
export interface JoseHeader extends JsonObject {
  /** Signature algorithm (RFC 7515 section 4.1.1). */
  readonly alg: string
  /** Key id (RFC 7515 section 4.1.4). */
  readonly kid?: string
  /** Media type of the whole token (RFC 7515 section 4.1.9). */
  readonly typ?: string
}

/** A parsed JWT. Nothing in it is trusted before its signature is verified. */
export interface UnverifiedToken {
  /** The first segment as sent. */
  readonly headerSegment: string
  /** The JOSE header. */
  readonly unverifiedHeader: JoseHeader
  /** The claims that are not null, without a prototype: see `ownMembers`. */
  readonly unverifiedClaims: JsonObject
  /** What the signature covers: header and payload as sent, with the dot between (RFC 7515 section 5.2). */
  readonly signingInput: string
  /** The signature; empty if the token has none. */
  readonly signature: Uint8Array
}
