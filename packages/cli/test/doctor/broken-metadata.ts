import {
  ecKey,
  goodDocument,
  METADATA_PATH,
  sendPage,
  startAuthorizationServer,
  type TestServer
} from '../authorization-server.ts'
import { redirect, startWith, startWithRoute, type BrokenSetUp } from './set-up.ts'

async function startWithTwoDocuments(): Promise<TestServer> {
  const server = await startAuthorizationServer()
  server.routes.set('/.well-known/openid-configuration', {
    ...goodDocument(server.origin),
    token_endpoint: `${server.origin}/oauth/v2/token`
  })
  return server
}

async function startAtUnusualPlace(): Promise<TestServer> {
  const server = await startAuthorizationServer()
  server.routes.clear()
  const issuer = `${server.origin}/tenant`
  server.routes.set('/tenant/.well-known/oauth-authorization-server', goodDocument(server.origin, issuer))
  server.routes.set('/keys', { keys: [ecKey('one')] })
  return server
}

/** Servers with common faults in their metadata. */
export const BROKEN_METADATA: readonly BrokenSetUp[] = [
  {
    name: 'a trailing slash that the published issuer does not have',
    start: startAuthorizationServer,
    issuer: (origin) => `${origin}/`,
    id: 'X-05',
    ends: 'fail slash',
    says: /only the trailing slash differs.*Use exactly the published issuer/,
    exitCode: 2
  },
  {
    name: 'metadata of another host',
    start: async () => await startWith({ issuer: 'https://auth.example.com' }),
    id: 'X-05',
    ends: 'fail differs',
    says: /names another issuer.*published https:\/\/auth\.example\.com/,
    exitCode: 2
  },
  {
    name: 'an issuer template for all tenants',
    start: async () => await startWith({ issuer: 'https://login.example.com/{tenantid}/v2.0' }),
    id: 'X-05',
    ends: 'fail template',
    says: /names a template.*Use the address of one tenant/,
    exitCode: 2
  },
  {
    name: 'PKCE with plain only',
    start: async () => await startWith({ code_challenge_methods_supported: ['plain'] }),
    id: 'X-13',
    ends: 'fail no_s256',
    says: /Enable S256/,
    exitCode: 2
  },
  {
    name: 'PKCE that is not announced',
    start: async () => await startWith({ code_challenge_methods_supported: undefined }),
    id: 'X-13',
    ends: 'warn absent',
    says: /Entra ID and Cognito support S256 without announcing it/,
    exitCode: 0
  },
  {
    name: 'a login page instead of metadata',
    start: async () => {
      const server = await startAuthorizationServer()
      server.routes.set(METADATA_PATH, sendPage)
      return server
    },
    id: 'X-04',
    ends: 'fail html',
    says: /an HTML page instead of JSON/,
    exitCode: 2
  },
  {
    name: 'metadata that redirects elsewhere',
    start: async () => await startWithRoute(METADATA_PATH, redirect('https://sso.example.net/metadata')),
    id: 'X-04',
    ends: 'fail redirect_elsewhere',
    says: /redirected to another origin.*follows no redirects/,
    exitCode: 2
  },
  {
    name: 'two metadata documents that differ',
    start: startWithTwoDocuments,
    id: 'X-06',
    ends: 'fail disagree',
    says: /the metadata documents differ in token_endpoint/,
    exitCode: 2
  },
  {
    name: 'metadata at an address that no standard names',
    start: startAtUnusualPlace,
    issuer: (origin) => `${origin}/tenant`,
    id: 'X-03',
    ends: 'warn unusual_place',
    says: /only at an address that no standard names/,
    exitCode: 0
  },
  {
    name: 'no metadata at all',
    start: async () => {
      const server = await startAuthorizationServer()
      server.routes.clear()
      return server
    },
    id: 'X-03',
    ends: 'fail none',
    says: /none of the well-known addresses has it.*404, application\/json: http/,
    exitCode: 2
  },
  {
    name: 'a port without a server',
    start: async () => {
      const server = await startAuthorizationServer()
      await server[Symbol.asyncDispose]()
      return server
    },
    id: 'X-03',
    ends: 'fail unreachable',
    says: /does not answer \(refused\)/,
    exitCode: 2
  },
  {
    name: 'https to a port for plain http',
    start: startAuthorizationServer,
    issuer: (origin) => origin.replace('http:', 'https:'),
    id: 'X-02',
    ends: 'fail no_handshake',
    says: /X-02 TLS no TLS connection \(EPROTO\) → Is it an https port.*X-03 .* no request succeeded over TLS \(tls\) → Fix X-02 first/,
    exitCode: 2
  },
  {
    name: 'a server that allows implicit and password',
    start: async () =>
      await startWith({ grant_types_supported: ['authorization_code', 'implicit', 'password'] }),
    id: 'X-11',
    ends: 'warn legacy',
    says: /also implicit, password/,
    exitCode: 0
  }
]
