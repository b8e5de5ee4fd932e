import type { AuthContext } from '@portcullis/core'

// #region declare
declare global {
  namespace Portcullis {
    interface AccessTokenClaims {
      tenant: string
    }
  }
}

export const tenantOf = (auth: AuthContext): string => auth.claims.tenant
// #endregion
