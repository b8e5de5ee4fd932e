import type { Clock } from '../clock/clock.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { CreateClientAssertion, ResolvedIntrospectionOptions } from './introspection-options.ts'

/** What authenticates this API in a request to the authorization server. */
export interface ClientCredentials {
  /** The value of `Authorization`, if the method uses it. */
  readonly authorization?: string
  /** Parameters of the form. */
  readonly parameters: Readonly<Record<string, string>>
}

/** How long a client assertion is valid, in seconds. */
const ASSERTION_SECONDS = 60

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * Creates the credentials of one request: `client_secret_basic` or `client_secret_post` (RFC 6749 section
 * 2.3.1), or `private_key_jwt` (RFC 7523 section 2.2) with a new assertion for each request.
 *
 * @param options The options.
 * @param issuer The issuer, which is the audience of an assertion.
 * @param clock The clock.
 * @returns The credentials.
 */
export async function authenticateClient(
  options: ResolvedIntrospectionOptions,
  issuer: string,
  clock: Clock
): Promise<ClientCredentials> {
  const { clientId, clientSecret = '', clientAssertion, clientSecretMethod } = options
  if (typeof clientAssertion === 'function')
    return withAssertion(clientId, await requireAssertion(clientAssertion, issuer))
  if (clientAssertion !== undefined)
    return withAssertion(clientId, await signAssertion(clientAssertion, { clientId, issuer, clock }))
  if (clientSecretMethod === 'client_secret_post')
    return { parameters: { client_id: clientId, client_secret: clientSecret } }
  const pair = `${formEncode(clientId)}:${formEncode(clientSecret)}`
  return { authorization: `Basic ${btoa(pair)}`, parameters: {} }
}

/** A key service that is down is a server-side failure, as an authorization server that is down. */
async function requireAssertion(create: CreateClientAssertion, issuer: string): Promise<string> {
  try {
    return await create(issuer)
  } catch (cause) {
    throw new ProtectedResourceError('introspection_unreachable', { hint: HINT_ASSERTION, cause })
  }
}

const HINT_ASSERTION = 'the function "clientAssertion" of the option "introspection" failed: see the cause'

function withAssertion(clientId: string, assertion: string): ClientCredentials {
  return {
    parameters: {
      client_id: clientId,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion
    }
  }
}

/** `application/x-www-form-urlencoded`, whose result is ASCII. */
function formEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}

interface AssertionSubject {
  readonly clientId: string
  readonly issuer: string
  readonly clock: Clock
}

async function signAssertion(
  jwk: JsonObject,
  { clientId, issuer, clock }: AssertionSubject
): Promise<string> {
  // Loaded on demand: most programs need no private key.
  const { importJWK, SignJWT } = await import('jose')
  const { alg = '', kid } = jwk
  const now = Math.floor(clock.now())
  const header = { alg: String(alg), ...(typeof kid === 'string' ? { kid } : {}) }
  return new SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader(header)
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt(now)
    .setExpirationTime(now + ASSERTION_SECONDS)
    .sign(await importJWK(jwk))
}
