import { keycloak, requireAuth } from '@portcullis/express'

export const auth = requireAuth(
  // #region internal
  keycloak({
    url: 'https://sso.example.com', // the value of "iss"
    internalUrl: 'http://keycloak:8080', // where this API fetches the keys
    dangerouslyAllowHttp: ['keycloak:8080'],
    realm: 'shop',
    audience: 'orders-api'
  })
  // #endregion
)
