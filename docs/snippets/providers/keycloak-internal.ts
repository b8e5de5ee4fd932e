import { keycloak, requireAuth } from '@portcullis/express'

export const auth = requireAuth(
  // #region internal
  keycloak({
    url: 'https://sso.example.com', // what stands in "iss"
    internalUrl: 'http://127.0.0.1:8080', // where this API fetches the keys
    realm: 'shop',
    audience: 'orders-api'
  })
  // #endregion
)
