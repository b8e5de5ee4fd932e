import type { BadKeyKind } from '../keys/create-bad-key.ts'
import type { IssuerDocument } from '../server/create-issuer-locations.ts'

/**
 * Which documents a fault affects: all metadata, the JWK Set, both, the metadata at one location, or the
 * answers of introspection.
 */
export type FaultTarget = 'metadata' | 'jwks' | 'both' | IssuerDocument

/** What can go wrong, by the `kind` of the fault, with the settings of each. */
export interface FaultSettings {
  /** The connection is reset (RST) instead of an answer. */
  reset: Nothing
  /** The connection stays open and no answer comes. */
  hang: Nothing
  /**
   * The answer starts late. What it says was decided when the request arrived, so that answers come out of
   * order.
   */
  delay: {
    /** Real time until the headers. */
    seconds: number
  }
  /** The answer waits until a promise of the test resolves: no sleeping, no races. */
  wait: {
    /** Called once for each request, as it arrives; the answer starts when the promise resolves. */
    until: () => Promise<unknown>
  }
  /** The headers come immediately, and the body drop by drop. */
  drip: {
    /** How much at a time. @default 1 */
    bytes?: number
    /** Real time between two drops. @default 0.1 */
    everySeconds?: number
  }
  /** The connection is reset in the middle of the body. */
  cutOff: Nothing
  /** The right document behind much white space: only a limit of size refuses it. */
  huge: {
    /** How much white space. It is made while it is sent and costs no memory. @default 67108864 (64 MiB) */
    bytes?: number
    /** Whether `Content-Length` announces the size; otherwise the body comes in chunks. @default false */
    declareLength?: boolean
  }
  /** As `huge`, compressed to a thousandth: small on the wire, large when unpacked. */
  gzipBomb: {
    /** How much white space before compression. @default 67108864 (64 MiB) */
    bytes?: number
  }
  /** A sign-in page of HTML, with status 200. */
  html: Nothing
  /** The first half of the document, as if it were all of it. */
  truncated: Nothing
  /** Any text with status 200. */
  body: {
    /** The text. */
    text: string
    /** @default 'application/json' */
    contentType?: string
  }
  /** Another status. The body is an error document in JSON. */
  status: {
    /** An HTTP status from 200 to 599. */
    status: number
    /** Further fields, such as `Retry-After`. */
    headers?: Readonly<Record<string, string>>
  }
  /** Headers added to the response, whatever it is, such as `Cache-Control`. */
  headers: {
    /** Names and values; they replace fields of the same name. */
    headers: Readonly<Record<string, string>>
  }
  /** A redirect. */
  redirect: {
    /** Where to: the value of `Location`. */
    location: string
    /** @default 302 */
    status?: number
  }
  /** Members of the document are replaced; those that are `undefined` are left out. */
  members: {
    /** Names and values. */
    members: Readonly<Record<string, unknown>>
  }
  /** Metadata: `issuer` names another issuer (RFC 8414 section 3.3). */
  wrongIssuer: {
    /** @default 'https://other-issuer.example.test' */
    issuer?: string
  }
  /** Metadata: `issuer` differs by a slash at its end. */
  issuerWithSlash: Nothing
  /** Metadata: `jwks_uri` is plain http on a host that is not loopback. */
  insecureJwksUri: Nothing
  /** JWK Set: no key in it. */
  emptySet: Nothing
  /** JWK Set: no member `keys`. */
  keysMissing: Nothing
  /** JWK Set: `keys` is an object. */
  keysNotArray: Nothing
  /** JWK Set: invalid keys before the valid ones. */
  badKeys: {
    /** Which, in this order. @default every kind, see `BAD_KEY_KINDS` */
    keys?: readonly BadKeyKind[]
  }
  /** JWK Set: invalid keys only. */
  noUsableKey: Nothing
  /** JWK Set: no key has a `kid`. */
  keysWithoutKid: Nothing
}

/** A fault without settings. */
export type Nothing = object

/** Name of a fault. */
export type FaultKind = keyof FaultSettings

/** How often a fault applies. */
export interface FaultLimit {
  /**
   * The number of responses that the fault affects before it ends.
   *
   * @default no limit: until it is cleared
   */
  times?: number
}

/** The fault of one kind: `{ kind, ...settings, times? }`. */
export type FaultOf<Kind extends FaultKind> = {
  [K in Kind]: {
    /** What goes wrong. */
    kind: K
  } & FaultSettings[K] &
    FaultLimit
}[Kind]

/** Something that goes wrong, as data; {@link FaultSettings} describes every `kind`. */
export type Fault = FaultOf<FaultKind>
