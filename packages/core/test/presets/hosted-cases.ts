import * as presets from '../../src/presets/index.ts'
import type { PresetCase } from './preset-case.ts'

const api = 'https://api.example.com'
const tenant = '72f988bf-0000-4000-8000-2d7cd011db47'
const stytchTest = 'project-test-11111111-2222-4333-8444-555555555555'
const stytchLive = 'project-live-11111111-2222-4333-8444-555555555555'

/** Hosted servers beside the large ones. */
export const hostedCases: readonly PresetCase[] = [
  {
    preset: 'supabase',
    title: 'a project',
    options: () => presets.supabase({ url: 'https://abcdefgh.supabase.co' }),
    issuers: {
      'https://abcdefgh.supabase.co/auth/v1': 'https://abcdefgh.supabase.co/auth/v1/.well-known/jwks.json'
    },
    audience: 'authenticated'
  },
  ...[
    { title: 'OAuth clients', give: { clientIds: ['client_1'] }, audience: { clientIds: ['client_1'] } },
    {
      title: 'sessions of an origin',
      give: { authorizedParties: ['https://app.example.com'] },
      audience: { clientIds: ['https://app.example.com'] }
    },
    { title: 'machines', give: { audience: 'mch_1' }, audience: ['mch_1'] },
    {
      title: 'all of them',
      give: { clientIds: ['client_1'], authorizedParties: ['https://app.example.com'], audience: ['mch_1'] },
      audience: { clientIds: ['client_1', 'https://app.example.com'], values: ['mch_1'] }
    }
  ].map(({ title, give, audience }) => ({
    preset: 'clerk',
    title,
    options: () => presets.clerk({ frontendApiUrl: 'https://clerk.example.com', ...give }),
    issuers: { 'https://clerk.example.com': 'https://clerk.example.com/.well-known/jwks.json' },
    audience
  })),
  {
    preset: 'pingone',
    title: 'an environment',
    options: () => presets.pingone({ environmentId: tenant, audience: api }),
    issuers: {
      [`https://auth.pingone.com/${tenant}/as`]: `https://auth.pingone.com/${tenant}/as/jwks`
    },
    audience: api
  },
  {
    preset: 'pingone',
    title: 'an environment of another region',
    options: () => presets.pingone({ environmentId: tenant, domain: 'auth.pingone.eu', audience: api }),
    issuers: { [`https://auth.pingone.eu/${tenant}/as`]: `https://auth.pingone.eu/${tenant}/as/jwks` },
    audience: api
  },
  {
    preset: 'kinde',
    title: 'an environment',
    options: () => presets.kinde({ domain: 'acme.kinde.com', audience: api }),
    issuers: { 'https://acme.kinde.com': 'https://acme.kinde.com/.well-known/jwks' },
    audience: api
  },
  {
    preset: 'descope',
    title: 'a project',
    options: () => presets.descope({ projectId: 'P2abcDEF', audience: api }),
    issuers: {
      P2abcDEF: 'https://api.descope.com/v2/keys/P2abcDEF',
      'https://api.descope.com/P2abcDEF': 'https://api.descope.com/v2/keys/P2abcDEF',
      'https://api.descope.com/v1/apps/P2abcDEF': 'https://api.descope.com/v2/keys/P2abcDEF'
    },
    audience: api
  },
  {
    preset: 'stytch',
    title: 'a test project',
    options: () => presets.stytch({ projectId: stytchTest }),
    issuers: {
      [`stytch.com/${stytchTest}`]: `https://test.stytch.com/v1/sessions/jwks/${stytchTest}`
    },
    audience: stytchTest
  },
  {
    preset: 'stytch',
    title: 'a live B2B project with a domain',
    options: () =>
      presets.stytch({ projectId: stytchLive, product: 'b2b', domain: 'login.example.com', audience: api }),
    issuers: {
      [`stytch.com/${stytchLive}`]: `https://api.stytch.com/v1/b2b/sessions/jwks/${stytchLive}`,
      'https://login.example.com': `https://api.stytch.com/v1/b2b/sessions/jwks/${stytchLive}`
    },
    audience: api
  },
  {
    preset: 'workos',
    title: 'an application with an AuthKit domain',
    options: () =>
      presets.workos({ clientId: 'client_01ABC', audience: api, authkitDomain: 'acme.authkit.app' }),
    issuers: {
      'https://api.workos.com': 'https://api.workos.com/sso/jwks/client_01ABC',
      'https://api.workos.com/': 'https://api.workos.com/sso/jwks/client_01ABC',
      'https://api.workos.com/user_management/client_01ABC': 'https://api.workos.com/sso/jwks/client_01ABC',
      'https://acme.authkit.app': undefined
    },
    audience: api
  }
]
