import type { JsonObject } from '../json/json-object.ts'

declare global {
  // Global, so that one declaration types the claims for every package, ESM and CommonJS.
  namespace Portcullis {
    /**
     * The claims that your access tokens have, for `req.auth.claims`. Declare them in one file of your
     * program: `declare global { namespace Portcullis { interface AccessTokenClaims { tenant: string } } }`.
     * Checks nothing: that is what the option `claims` does.
     */
    interface AccessTokenClaims {}
  }
}

/** Claims of an access token: those that the program declares in `Portcullis`, and others of unknown type. */
export type AccessTokenClaims = Portcullis.AccessTokenClaims & JsonObject
