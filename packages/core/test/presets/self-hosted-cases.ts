import * as presets from '../../src/presets/index.ts'
import type { PresetCase } from './preset-case.ts'

const api = 'https://api.example.com'
const application = '6e74172b-be56-4843-9ff4-e66a39bb12e3'

/** Servers that one runs oneself; their metadata names the keys, if they have any. */
export const selfHostedCases: readonly PresetCase[] = [
  {
    preset: 'hydra',
    title: 'an issuer with a slash',
    options: () => presets.hydra({ issuer: 'https://auth.example.com/', audience: api }),
    issuers: { 'https://auth.example.com/': undefined },
    audience: api
  },
  {
    preset: 'zitadel',
    title: 'a project',
    options: () => presets.zitadel({ domain: 'acme.zitadel.cloud', projectId: '163840776835430000' }),
    issuers: { 'https://acme.zitadel.cloud': 'https://acme.zitadel.cloud/oauth/v2/keys' },
    audience: '163840776835430000'
  },
  {
    preset: 'logto',
    title: 'a tenant',
    options: () => presets.logto({ endpoint: 'https://acme.logto.app', audience: api }),
    issuers: { 'https://acme.logto.app/oidc': 'https://acme.logto.app/oidc/jwks' },
    audience: api
  },
  {
    preset: 'nodeOidcProvider',
    title: 'an issuer on loopback',
    options: () => presets.nodeOidcProvider({ issuer: 'http://localhost:3000', audience: api }),
    issuers: { 'http://localhost:3000': undefined },
    audience: api
  },
  {
    preset: 'duende',
    title: 'an authority',
    options: () => presets.duende({ authority: 'https://id.example.com', audience: 'orders' }),
    issuers: { 'https://id.example.com': undefined },
    audience: 'orders'
  },
  {
    preset: 'authentik',
    title: 'a provider with an issuer of its own',
    options: () => presets.authentik({ url: 'https://id.example.com', slug: 'orders', clientId: 'client-1' }),
    issuers: {
      'https://id.example.com/application/o/orders/': 'https://id.example.com/application/o/orders/jwks/'
    },
    audience: 'client-1'
  },
  {
    preset: 'authentik',
    title: 'a provider with the global issuer',
    options: () =>
      presets.authentik({
        url: 'https://id.example.com',
        slug: 'orders',
        clientId: 'client-1',
        issuerMode: 'global'
      }),
    issuers: { 'https://id.example.com/': 'https://id.example.com/application/o/orders/jwks/' },
    audience: 'client-1'
  },
  {
    preset: 'authelia',
    title: 'a portal',
    options: () => presets.authelia({ url: 'https://auth.example.com', audience: api }),
    issuers: { 'https://auth.example.com': undefined },
    audience: api
  },
  {
    preset: 'springAuthorizationServer',
    title: 'clients as audience',
    options: () =>
      presets.springAuthorizationServer({ issuer: 'http://localhost:9000', clientIds: ['messaging-client'] }),
    issuers: { 'http://localhost:9000': undefined },
    audience: ['messaging-client']
  },
  {
    preset: 'springAuthorizationServer',
    title: 'a real audience',
    options: () => presets.springAuthorizationServer({ issuer: 'http://localhost:9000', audience: api }),
    issuers: { 'http://localhost:9000': undefined },
    audience: [api]
  },
  {
    preset: 'fusionauth',
    title: 'an issuer that is not a URL',
    options: () =>
      presets.fusionauth({ url: 'https://auth.example.com', issuer: 'acme.com', audience: application }),
    issuers: { 'acme.com': 'https://auth.example.com/.well-known/jwks.json' },
    audience: application
  },
  {
    preset: 'dex',
    title: 'an issuer with a path',
    options: () => presets.dex({ issuer: 'https://dex.example.com/dex', clientIds: ['console'] }),
    issuers: { 'https://dex.example.com/dex': undefined },
    audience: ['console']
  }
]
