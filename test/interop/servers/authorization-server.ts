/** What a person's client asks for. */
export interface SignInRequest {
  client: string
  /** Who signs in; only servers with several users know others than alice. */
  username?: string
  /** Scope tokens, separated by spaces. */
  scope: string
  /** The API that the token is for (RFC 8707); servers that know other ways pay no attention to it. */
  resource?: string
  /**
   * Whether the client proves that it holds a key, so that the tokens are bound to it (RFC 9449), and with
   * which library. True is `'oauth4webapi'`.
   */
  senderConstrained?: boolean | DpopLibrary
}

/** A library whose DPoP handle a client uses. */
export type DpopLibrary = 'oauth4webapi' | 'openid-client'

/** What a client without a person asks for. */
export interface ClientCredentialsRequest {
  client: string
  scope: string
  resource?: string
}

/** What the token endpoint answered. */
export interface IssuedTokens {
  accessToken: string
  /** In lower case: `bearer` or `dpop`. */
  tokenType: string
  idToken: string | undefined
  refreshToken: string | undefined
  /**
   * GETs a URL with the access token, as an ordinary client does: with a proof if the token is bound, and
   * again if the API asks for a nonce.
   *
   * @returns The statuses of the answers, in order.
   */
  fetchResource(url: string): Promise<readonly number[]>
}

/**
 * A real authorization server that runs on loopback, with the user alice and clients that the recipe
 * registered.
 */
export interface AuthorizationServer {
  /** Name and version, as a person would say it. */
  name: string
  issuer: string
  /** What an access token for the API under test has in its `aud`. */
  audience: string
  /** Authorization code flow with PKCE through the server's own sign-in page, as alice. */
  signIn(request: SignInRequest): Promise<IssuedTokens>
  clientCredentials(request: ClientCredentialsRequest): Promise<IssuedTokens>
  /** A new key signs from now on; the one before stays published. */
  rotate(): Promise<void>
  /** Ends the process. Issuer, keys, users and clients stay for `restart`. */
  stop(): Promise<void>
  /** Starts it anew where it was, and waits until it is ready. */
  restart(): Promise<void>
  /** Ends the process and removes what it wrote. */
  close(): Promise<void>
}

/** How to sign in at a server. */
export interface SignInSettings {
  issuer: string
  redirectUri: string
  /** Secrets of the confidential clients, by client id. */
  secrets: Readonly<Record<string, string>>
  /** Answers the pages that a person would fill in. */
  answerPage: PageAnswerer
  /** Token endpoint and way of clients that present a certificate. Default: as the metadata says. */
  tokenRequests?: { url: string; fetch: typeof fetch }
}

/** What a browser shows. */
export interface Page {
  url: URL
  html: string
}

/** The request that the next page comes from. */
export interface NextRequest {
  url: URL
  init?: RequestInit
}

/** Loads a page, keeps cookies, follows no redirect. */
export type Visit = (url: URL, init?: RequestInit) => Promise<Response>

/** What a person does on a page; may talk to the server by itself as the page's own script would. */
export type PageAnswerer = (page: Page, visit: Visit) => NextRequest | Promise<NextRequest>
