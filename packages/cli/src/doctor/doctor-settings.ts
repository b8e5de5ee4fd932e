/** Which set of expectations the checks apply. */
export type DoctorProfile = 'default' | 'mcp' | 'fapi2'

/** What an API may need beyond bearer tokens. */
export type ApiNeed = 'dpop' | 'mtls' | 'step-up'

/** What the doctor was asked to look at. Only the issuer is needed; everything else lets more checks run. */
export interface DoctorSettings {
  /** issuer identifier, exactly as the API will be configured with */
  readonly issuer: string
  /** audience that the API accepts */
  readonly audience?: string | undefined
  /** address of a protected route of the API */
  readonly api?: string | undefined
  /** resource identifier of the API (RFC 8707), when it is not the address of the route */
  readonly resource?: string | undefined
  /** client that signs people in; with `redirectUri` and `probe` it is tried without PKCE */
  readonly clientId?: string | undefined
  /** redirect URI that is registered for the client */
  readonly redirectUri?: string | undefined
  /** sample access token; it is sent nowhere but to `api`, and there only with `probe` */
  readonly token?: string | undefined
  /** origin of a browser application, to check CORS for */
  readonly origin?: string | undefined
  /** scopes that routes of the API require */
  readonly scopes?: readonly string[] | undefined
  /** what the API requires beyond bearer tokens */
  readonly needs?: readonly ApiNeed[] | undefined
  /** @default 'default' */
  readonly profile?: DoctorProfile | undefined
  /**
   * Whether requests may be sent that an operator could notice: bogus codes, invalid tokens.
   *
   * @default false
   */
  readonly probe?: boolean | undefined
}
