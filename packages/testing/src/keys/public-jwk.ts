/** A public key as an authorization server publishes it: a copy (RFC 7517 section 4, RFC 7518 section 6). */
export interface PublicJwk {
  /** Key type: `RSA`, `EC` or `OKP`. */
  kty?: string
  /** Key id. */
  kid?: string
  /** Algorithm that the key is for. */
  alg?: string
  /** What the key is for: `sig`. */
  use?: string
  /** Curve of an `EC` or `OKP` key. */
  crv?: string
  /** First coordinate of an `EC` key, or the whole of an `OKP` key, in base64url. */
  x?: string
  /** Second coordinate of an `EC` key, in base64url. */
  y?: string
  /** Modulus of an `RSA` key, in base64url. */
  n?: string
  /** Exponent of an `RSA` key, in base64url. */
  e?: string
}
