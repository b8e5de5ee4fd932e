/** The request that a proof is for. */
export interface ProofRequest {
  /**
   * The method.
   *
   * @default 'GET'
   */
  method?: string
  /** The URL, as the client calls it; its query and fragment are left out of `htu`. */
  url: string
  /** The access token that is sent with the proof. */
  accessToken: string
  /** The value of `DPoP-Nonce` of an earlier answer. */
  nonce?: string
  /** Claims to set; `undefined` omits one. */
  claims?: Readonly<Record<string, unknown>>
  /** Header parameters to set; `undefined` omits one. */
  header?: Readonly<Record<string, unknown>>
}

/** The parts of a proof before it is signed. */
export interface ProofParts {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}
