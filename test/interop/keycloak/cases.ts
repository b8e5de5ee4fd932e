import type { AuthorizationServer, IssuedTokens } from '../servers/authorization-server.ts'
import type { AcceptedCase } from '../suites/test-accepted.ts'
import { anHourLater, type RefusedCase } from '../suites/test-refused.ts'

const scope = 'openid orders:read orders:write'
const signIn = (server: AuthorizationServer, client: string) => server.signIn({ client, scope })

/** Tokens with everything as it should be. */
export async function obtainTokens(server: AuthorizationServer): Promise<IssuedTokens> {
  return signIn(server, 'spa')
}

/** The access token among them. */
export async function accessToken(server: AuthorizationServer): Promise<string> {
  return (await obtainTokens(server)).accessToken
}

/** Tokens of Keycloak that must pass. */
export const acceptedByKeycloak: readonly AcceptedCase[] = [
  {
    title: 'a token of a person',
    obtain: (server) => signIn(server, 'spa'),
    clientId: 'spa',
    scopes: ['openid', 'orders:read', 'orders:write', 'profile'],
    roles: ['clerk', 'orders-admin'],
    routes: { '/read': 200, '/write': 200, '/clerk': 200, '/orders-admin': 200, '/auditor': 403 }
  },
  {
    title: 'a token of type at+jwt, ES256,',
    obtain: (server) => server.signIn({ client: 'spa-es256', scope: 'openid orders:read' }),
    clientId: 'spa-es256',
    scopes: ['openid', 'orders:read', 'profile'],
    roles: ['clerk', 'orders-admin'],
    routes: { '/read': 200, '/write': 403, '/clerk': 200 }
  },
  {
    title: 'a token of a service account',
    obtain: (server) => server.clientCredentials({ client: 'worker', scope: 'orders:read' }),
    clientId: 'worker',
    scopes: ['orders:read'],
    roles: ['clerk'],
    routes: { '/read': 200, '/write': 403, '/clerk': 200, '/orders-admin': 403 }
  }
]

/** Tokens of Keycloak that must not pass. */
export const refusedByKeycloak: readonly RefusedCase[] = [
  {
    title: 'a token of a client without audience mapper',
    obtain: async (server) => (await signIn(server, 'spa-no-audience')).accessToken,
    code: 'audience_mismatch',
    hint: /add an audience mapper/u
  },
  {
    title: 'a token for another API',
    obtain: async (server) => (await signIn(server, 'spa-other-audience')).accessToken,
    code: 'audience_mismatch',
    hint: /https:\/\/other\.example\.test/u
  },
  {
    title: 'a lightweight token',
    obtain: async (server) => (await signIn(server, 'spa-lightweight')).accessToken,
    code: 'audience_missing',
    hint: /"aud"/u
  },
  {
    title: 'an ID token',
    obtain: async (server) => (await signIn(server, 'spa')).idToken,
    code: 'token_not_access_token',
    hint: /the client must send the access token/u
  },
  {
    title: 'an ID token, by an API that has the client as its audience,',
    obtain: async (server) => (await signIn(server, 'spa')).idToken,
    code: 'token_not_access_token',
    hint: /the client must send the access token/u,
    options: { audience: 'spa' }
  },
  {
    title: 'a refresh token',
    obtain: async (server) => (await signIn(server, 'spa')).refreshToken,
    code: 'algorithm_not_allowed',
    hint: /shared secret/u
  },
  {
    title: 'a token an hour later',
    obtain: accessToken,
    code: 'token_expired',
    hint: /the client must get a new one/u,
    options: anHourLater
  },
  {
    title: 'a token that is bound to a key, without a proof,',
    obtain: async (server) =>
      (await server.signIn({ client: 'spa-dpop', scope, senderConstrained: true })).accessToken,
    code: 'confirmation_unsupported',
    hint: /bound to a key/u
  },
  {
    title: 'a token without the header of RFC 9068, by an API that keeps to it,',
    obtain: accessToken,
    code: 'token_type_mismatch',
    hint: /configure the authorization server to set it/u,
    options: { profile: 'rfc9068' }
  }
]
