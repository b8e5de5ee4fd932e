import {
  authelia,
  authentik,
  clerk,
  descope,
  dex,
  duende,
  firebase,
  fusionauth,
  googleIdToken,
  hydra,
  kinde,
  logto,
  nodeOidcProvider,
  pingone,
  springAuthorizationServer,
  stytch,
  supabase,
  workos,
  zitadel,
  combinePresets,
  keycloak,
  requireAuth
} from '@portcullis/express'

// #region authelia
requireAuth(authelia({ url: 'https://auth.example.com', audience: 'https://api.example.com' }))
// #endregion

// #region authentik
requireAuth(authentik({ url: 'https://id.example.com', slug: 'orders', clientId: 'orders-client' }))
// #endregion

// #region clerk
requireAuth(clerk({ frontendApiUrl: 'https://clerk.example.com', clientIds: ['client_2VTWUzvGC5UhdJCN'] }))
// #endregion

// #region descope
requireAuth(descope({ projectId: 'P2abcDEF', audience: 'https://api.example.com' }))
// #endregion

// #region dex
requireAuth({
  ...dex({ issuer: 'https://dex.example.com/dex', clientIds: ['orders'] }),
  dangerouslyAcceptIdTokens: true
})
// #endregion

// #region duende
requireAuth(duende({ authority: 'https://id.example.com', audience: 'orders' }))
// #endregion

// #region firebase
requireAuth(firebase({ projectId: 'acme-prod' }))
// #endregion

// #region fusionauth
requireAuth(
  fusionauth({
    url: 'https://auth.example.com',
    issuer: 'acme.com',
    audience: '6e74172b-be56-4843-9ff4-e66a39bb12e3'
  })
)
// #endregion

// #region googleIdToken
requireAuth(googleIdToken({ audience: 'https://api.example.com' }))
// #endregion

// #region hydra
requireAuth(hydra({ issuer: 'https://auth.example.com/', audience: 'https://api.example.com' }))
// #endregion

// #region kinde
requireAuth(kinde({ domain: 'acme.kinde.com', audience: 'https://api.example.com' }))
// #endregion

// #region logto
requireAuth(logto({ endpoint: 'https://acme.logto.app', audience: 'https://api.example.com' }))
// #endregion

// #region nodeOidcProvider
requireAuth(nodeOidcProvider({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
// #endregion

// #region pingone
requireAuth(
  pingone({
    environmentId: '72f988bf-0000-4000-8000-2d7cd011db47',
    domain: 'auth.pingone.eu',
    audience: 'https://api.example.com'
  })
)
// #endregion

// #region springAuthorizationServer
requireAuth(
  springAuthorizationServer({ issuer: 'https://auth.example.com', clientIds: ['messaging-client'] })
)
// #endregion

// #region stytch
requireAuth(
  stytch({ projectId: 'project-live-11111111-2222-4333-8444-555555555555', domain: 'login.example.com' })
)
// #endregion

// #region supabase
requireAuth(supabase({ url: 'https://abcdefgh.supabase.co' }))
// #endregion

// #region workos
requireAuth(
  workos({ clientId: 'client_01ABC', audience: 'https://api.example.com', authkitDomain: 'acme.authkit.app' })
)
// #endregion

// #region zitadel
requireAuth(zitadel({ domain: 'acme.zitadel.cloud', projectId: '163840776835430000' }))
// #endregion

// #region combined
requireAuth(
  combinePresets(
    keycloak({ url: 'https://sso.example.com', realm: 'shop', audience: 'orders-api' }),
    zitadel({ domain: 'acme.zitadel.cloud', projectId: '163840776835430000' })
  )
)
// #endregion

// #region changed
requireAuth({
  ...keycloak({ url: 'https://sso.example.com', realm: 'shop', audience: 'orders-api' }),
  clockToleranceSeconds: 5
})
// #endregion
