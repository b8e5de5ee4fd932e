import type { JsonObject } from '../json/json-object.ts'

/**
 * The members of a JOSE header that decide something here (RFC 7515 section 4); all others are carried along
 * unread.
 */
export interface JoseHeader extends JsonObject {
  /** Signature algorithm (RFC 7515 section 4.1.1). */
  readonly alg: string
  /** Key id (RFC 7515 section 4.1.4). */
  readonly kid?: string
  /** Media type of the whole token (RFC 7515 section 4.1.9). */
  readonly typ?: string
}

/** A JWT taken apart. Nothing in it can be believed before its signature is verified. */
export interface UnverifiedToken {
  /** The first segment as sent. */
  readonly headerSegment: string
  /** The JOSE header. */
  readonly unverifiedHeader: JoseHeader
  /** The claims set. */
  readonly unverifiedClaims: JsonObject
  /** What the signature covers: header and payload as sent, with the dot between (RFC 7515 section 5.2). */
  readonly signingInput: string
  /** The signature; empty where there is none. */
  readonly signature: Uint8Array
}
