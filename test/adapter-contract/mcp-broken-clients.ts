import { expect } from 'vitest'
import { send, type ReceivedAnswer, type SentRequest } from '../http/send.ts'
import { createSigningKey } from '../tokens/signing-key.ts'
import { accessToken, issuer, nowSeconds, tokenOf, validClaims, validHeader } from '../tokens/authority.ts'
import { call, metadataUrl, post, resource } from './mcp-servers.ts'

/**
 * What the deliberately broken clients of `@modelcontextprotocol/conformance` 0.2.0-alpha.12 (its folder
 * `examples/clients/typescript`) send to an MCP server. The suite judges clients; these tests require that a
 * server behind `mcpAuth` refuses what each of them does wrong.
 *
 * Only the authorization server can refuse these, since the token that comes of them looks like any other, or
 * there is none:
 *
 * - `auth-test-no-pkce`: it redeems a code without a verifier.
 * - `auth-test-attempts-dcr`, `auth-test-no-cimd`, `auth-test-no-application-type`: they register in another
 *   way than they should.
 * - `auth-test-wif-*` (expired, no or a foreign assertion, scope, fallback, retry): they send a wrong assertion
 *   to the token endpoint.
 * - `auth-test-dpop-no-as-nonce`: it does not repeat the token request with the nonce, and gets no token.
 */
export interface BrokenClient {
  readonly client: string
  readonly sends: string
  /** Options that differ from those of the other rows. */
  readonly change?: object
  /** The requests, in this order: an answer can have what the next request needs. */
  run(port: number): Promise<ReceivedAnswer[]>
  /** The answer to the last request; those before it are in `before`. */
  readonly status: number
  /** The challenges, as they must be. */
  readonly challenges: readonly unknown[]
  readonly error: string | undefined
  /** Statuses of the requests before. Default: none. */
  readonly before?: readonly number[]
}

/** What every challenge of a 401 or 403 ends with. */
export const METADATA = `resource_metadata="${metadataUrl}"`
/** What every challenge for a bearer token starts with. */
export const START = `Bearer realm="${resource}"`
const invalid = {
  status: 401,
  error: 'invalid_token',
  challenges: [
    expect.stringMatching(
      new RegExp(`^${START}, error="invalid_token", error_description="[a-z ]+", ${METADATA}$`, 'u')
    )
  ]
} as const

const insufficient = (scopes: string) => ({
  status: 403,
  error: 'insufficient_scope',
  challenges: [
    `${START}, error="insufficient_scope", error_description="the access token does not grant what this resource requires", scope="${scopes}", ${METADATA}`
  ]
})

const missing = {
  status: 401,
  error: undefined,
  challenges: [`${START}, scope="mcp:tools", ${METADATA}`]
} as const

const one = (request: () => SentRequest) => async (port: number) => [await send(port, request())]
/** Sends the same request again and again. */
export const times = (count: number, request: () => SentRequest) => async (port: number) => {
  const answers: ReceivedAnswer[] = []
  const same = request()
  for (let sent = 0; sent < count; sent += 1) answers.push(await send(port, same))
  return answers
}

/** A call that needs no more than the base scope. */
export const hello = call('hello')
const strangers = createSigningKey('ES256', 'ec-1')
const withToken = (token: string, body: unknown = hello): SentRequest => {
  const request = post(body)
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }
}

/** A token that is enough for it. */
export const unbound = accessToken({ aud: resource, scope: 'mcp:tools' })

const idToken = validClaims({ aud: resource, scope: undefined, client_id: undefined, at_hash: 'hash' })

/** Those without DPoP. */
export const brokenClients: readonly BrokenClient[] = [
  {
    client: 'test-broken',
    sends: 'its first request without a token, and does not sign in',
    run: one(() => post({ jsonrpc: '2.0', id: 1, method: 'initialize', params: {} })),
    ...missing
  },
  {
    client: 'of the scenario auth/resource-mismatch',
    sends: 'a token for another resource',
    run: one(() => withToken(accessToken({ aud: 'https://other.example.test/mcp', scope: 'mcp:tools' }))),
    ...invalid
  },
  {
    client: 'auth-test in auth/iss-wrong-issuer and auth/iss-supported-missing',
    sends: 'a token of the server that a mixed-up response came from, which has the key id of the issuer',
    run: one(() =>
      withToken(
        accessToken({ iss: 'https://evil.example.test', aud: resource, scope: 'mcp:tools' }, strangers)
      )
    ),
    ...invalid
  },
  {
    client: 'auth-test in auth/metadata-issuer-mismatch',
    sends: 'a token of a server that claims to be the issuer, with a key of its own',
    run: one(() => withToken(accessToken({ aud: resource, scope: 'mcp:tools' }, strangers))),
    ...invalid
  },
  {
    client: 'auth-test-iss-normalize',
    sends: 'a token of an issuer that differs by a trailing slash',
    run: one(() => withToken(accessToken({ iss: `${issuer}/`, aud: resource, scope: 'mcp:tools' }))),
    ...invalid
  },
  {
    client: 'auth-test-reuse-credentials',
    sends: 'a token of the authorization server that the metadata named before',
    run: one(() =>
      withToken(accessToken({ iss: 'https://before.example.test', aud: resource, scope: 'mcp:tools' }))
    ),
    ...invalid
  },
  {
    client: 'auth-test-ignore-scope',
    sends: 'a token without the scopes of the 401',
    run: one(() => withToken(accessToken({ aud: resource, scope: undefined }))),
    ...insufficient('mcp:tools')
  },
  {
    client: 'auth-test-partial-scopes',
    sends: 'a token with one scope of its own choice',
    run: one(() => post(call('pay'), 'mcp:basic')),
    ...insufficient('mcp:tools mcp:pay')
  },
  {
    client: 'auth-test-ignore-403',
    sends: 'the call again with the token that a 403 refused',
    run: times(2, () => post(call('pay'), 'mcp:tools')),
    before: [403],
    ...insufficient('mcp:tools mcp:pay')
  },
  {
    client: 'auth-test-no-retry-limit',
    sends: 'the same token twenty times',
    run: times(20, () => post(call('pay'), 'mcp:tools')),
    before: Array.from({ length: 19 }, () => 403),
    ...insufficient('mcp:tools mcp:pay')
  },
  {
    client: 'auth-test-echo-scope of a challenge that names only what is missing',
    sends: 'a token that lost the scope it had before',
    run: one(() => post(call('pay'), 'mcp:pay')),
    ...insufficient('mcp:tools mcp:pay')
  },
  {
    client: 'no client of the suite',
    sends: 'the token in the query (MCP Authorization, Access Token Usage)',
    run: one(() => ({ ...post(hello), path: `/mcp?access_token=${unbound}` })),
    ...missing
  },
  {
    client: 'no client of the suite',
    sends: 'the id of a session instead of a token',
    run: one(() => {
      const { headers, ...plain } = post(hello)
      return { ...plain, headers: { ...headers, 'mcp-session-id': 'session-1' } }
    }),
    ...missing
  },
  {
    client: 'no client of the suite',
    sends: 'the ID token of the sign-in',
    run: one(() => withToken(tokenOf({ header: validHeader({ typ: 'JWT' }), payload: idToken }))),
    ...invalid
  },
  {
    client: 'no client of the suite',
    sends: 'a token that expired a minute ago',
    run: one(() =>
      withToken(
        accessToken({ aud: resource, scope: 'mcp:tools', exp: nowSeconds() - 60, iat: nowSeconds() - 90 })
      )
    ),
    ...invalid
  },
  {
    client: 'no client of the suite',
    sends: 'two tokens',
    run: one(() => withToken(`${unbound}, Bearer ${unbound}`)),
    status: 400,
    error: 'invalid_request',
    challenges: [
      expect.stringMatching(new RegExp(`^${START}, error="invalid_request", error_description="[^"]+"$`, 'u'))
    ]
  }
]
