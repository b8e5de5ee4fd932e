import {
  ecKey,
  privateEcKey,
  rsaKey,
  sendJson,
  sendPage,
  startAuthorizationServer
} from '../authorization-server.ts'
import { redirect, startWith, startWithKeys, startWithRoute, type BrokenSetUp } from './set-up.ts'

const one = ecKey('one')

/** Servers with common faults in their keys. */
export const BROKEN_KEYS: readonly BrokenSetUp[] = [
  {
    name: 'no keys, because tokens are signed with a shared secret',
    start: async () => {
      const server = await startWith({ id_token_signing_alg_values_supported: ['HS256'] })
      server.routes.set('/keys', { keys: [] })
      return server
    },
    id: 'X-22',
    ends: 'fail empty',
    says: /key set is empty.*signs with a secret \(HS256\).*only HMAC/,
    exitCode: 2
  },
  {
    name: 'a published private key',
    start: async () => await startWithKeys(privateEcKey('leaked')),
    id: 'X-23',
    ends: 'fail published',
    says: /PRIVATE KEY PUBLISHED: leaked.*Replace the key now/,
    exitCode: 2
  },
  {
    name: 'a published symmetric key',
    start: async () =>
      await startWithKeys(one, { kty: 'oct', kid: 'shared', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ' }),
    id: 'X-24',
    ends: 'fail published',
    says: /SECRET PUBLISHED: shared/,
    exitCode: 2
  },
  {
    name: 'two keys with one kid',
    start: async () => await startWithKeys(ecKey('same'), ecKey('same')),
    id: 'X-25',
    ends: 'fail duplicate',
    says: /share a kid: same/,
    exitCode: 2
  },
  {
    name: 'a login page instead of keys',
    start: async () => {
      const server = await startAuthorizationServer()
      server.routes.set('/keys', sendPage)
      return server
    },
    id: 'X-22',
    ends: 'fail html',
    says: /Key set answer an HTML page/,
    exitCode: 2
  },
  {
    name: 'keys on plain http',
    start: async () => await startWith({ jwks_uri: 'http://auth.example.com/keys' }),
    id: 'X-21',
    ends: 'fail plain_http',
    says: /"jwks_uri" is plain http.*Portcullis does not fetch it/,
    exitCode: 2
  },
  {
    name: 'no jwks_uri',
    start: async () => await startWith({ jwks_uri: undefined }),
    id: 'X-21',
    ends: 'fail missing',
    says: /no "jwks_uri".*opaque or signed with a secret/,
    exitCode: 2
  },
  {
    name: 'an RSA key of 1024 bits',
    start: async () => await startWithKeys(rsaKey('weak', 1024)),
    id: 'X-27',
    ends: 'fail weak_rsa',
    says: /RSA of 1024 bits: weak/,
    exitCode: 2
  },
  {
    name: 'a COSE algorithm in a JWK',
    start: async () => await startWithKeys({ ...one, alg: 'ESP256' }),
    id: 'X-28',
    ends: 'fail not_jose',
    says: /ESP256: not for JWTs.*in a JWK it is ES256/,
    exitCode: 2
  },
  {
    name: 'keys that redirect',
    start: async () => await startWithRoute('/keys', redirect('/jwks')),
    id: 'X-22',
    ends: 'fail redirect',
    says: /redirected \(status 302\)/,
    exitCode: 2
  },
  {
    name: 'a key set address that answers 500',
    start: async () => await startWithRoute('/keys', (response) => sendJson(response, 500, {})),
    id: 'X-22',
    ends: 'fail status',
    says: /Key set answer status 500/,
    exitCode: 2
  }
]
