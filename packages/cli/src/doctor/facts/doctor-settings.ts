/** Which set of expectations the checks apply. */
export type DoctorProfile = 'default' | 'mcp' | 'fapi2'

/** What an API can require in addition to bearer tokens. */
export type ApiNeed = 'dpop' | 'mtls' | 'step-up'

/** What the doctor examines. Only the issuer is required; everything else enables more checks. */
export interface DoctorSettings {
  /** issuer identifier, exactly as in the options of the API */
  readonly issuer: string
  /** audience that the API accepts */
  readonly audience?: string | undefined
  /** address of a protected route of the API */
  readonly api?: string | undefined
  /** resource identifier of the API (RFC 8707), if it is not the address of the route */
  readonly resource?: string | undefined
  /** client that signs users in; with `redirectUri` and `probe`, the doctor tries it without PKCE */
  readonly clientId?: string | undefined
  /** redirect URI that is registered for the client */
  readonly redirectUri?: string | undefined
  /** sample access token; sent only to `api`, and only with `probe` */
  readonly token?: string | undefined
  /** origin of a browser application, to check CORS for */
  readonly origin?: string | undefined
  /** scopes that routes of the API require */
  readonly scopes?: readonly string[] | undefined
  /** hosts that the API reaches over plain http, with ports: its option `dangerouslyAllowHttp` */
  readonly allowHttp?: readonly string[] | undefined
  /** what the API requires in addition to bearer tokens */
  readonly needs?: readonly ApiNeed[] | undefined
  /** @default 'default' */
  readonly profile?: DoctorProfile | undefined
  /**
   * Whether to send requests that an operator can notice: random codes, invalid tokens.
   *
   * @default false
   */
  readonly probe?: boolean | undefined
}
