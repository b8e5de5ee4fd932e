/** The bytes of an answer that every adapter has to give; undefined fields must not be there at all. */
export interface ExpectedAnswer {
  status: number
  challenges: readonly string[]
  cacheControl: string | undefined
  contentType: string | undefined
  body: string
}

const realm = 'Bearer realm="https://api.example.test"'
const contentType = 'application/json; charset=utf-8'

const descriptions = {
  invalid_request: 'the request does not carry exactly one well-formed access token',
  invalid_token: 'the access token is invalid',
  insufficient_scope: 'the access token does not grant what this resource requires',
  insufficient_user_authentication: 'this resource requires a stronger or more recent authentication'
}

type OAuthError = keyof typeof descriptions

/** 401 for a request without usable credentials: a challenge, and not a word about an error. */
export const noCredentials: ExpectedAnswer = {
  status: 401,
  challenges: [realm],
  cacheControl: 'no-store',
  contentType: undefined,
  body: ''
}

/** 401 for a request without usable credentials whose guard is known: it learns the scopes, and no error. */
export function noCredentialsFor(scope: string): ExpectedAnswer {
  return { ...noCredentials, challenges: [`${realm}, scope="${scope}"`] }
}

/** 400 for credentials whose grammar is broken, or that are sent twice. */
export const invalidRequest: ExpectedAnswer = refusal(400, 'invalid_request')

/** 401 for a token that is not valid, whatever the reason. */
export const invalidToken: ExpectedAnswer = refusal(401, 'invalid_token')

/** 401 for a token whose time is over: the one reason that a client is told. */
export const expiredToken: ExpectedAnswer = refusal(401, 'invalid_token', {
  description: 'the access token expired'
})

/** 403 for a token without the scope; without `scope`, for one that lacks another authority. */
export function insufficientScope(scope?: string): ExpectedAnswer {
  return refusal(403, 'insufficient_scope', scope === undefined ? {} : { parameters: `, scope="${scope}"` })
}

/** 401 that asks for another authentication of the user, with the parameters of RFC 9470. */
export function insufficientAuthentication(parameters: string): ExpectedAnswer {
  return refusal(401, 'insufficient_user_authentication', { parameters: `, ${parameters}` })
}

function refusal(
  status: number,
  error: OAuthError,
  change: { description?: string; parameters?: string } = {}
) {
  const { description = descriptions[error], parameters = '' } = change
  return {
    status,
    challenges: [`${realm}, error="${error}", error_description="${description}"${parameters}`],
    cacheControl: 'no-store',
    contentType,
    body: JSON.stringify({ error, error_description: description })
  }
}

/** What a route says of the caller that the valid tokens of these suites name; `scopes` as in the token. */
export function served(
  scopes: readonly string[] = ['read:messages'],
  failure?: null
): { status: 200; json: unknown } {
  const context = { subject: 'alice', clientId: 'spa', scopes, audience: ['https://api.example.test'] }
  return { status: 200, json: failure === undefined ? { context } : { context, failure } }
}

/** What a route that needs no token says when there is none, or none that is valid. */
export function servedAnonymously(failure?: string | null): { status: 200; json: unknown } {
  const context = 'anonymous'
  return { status: 200, json: failure === undefined ? { context } : { context, failure } }
}
