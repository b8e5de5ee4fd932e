import { EVERY, tokenOf } from './verifier.mjs'

/** @typedef {import('./verifier.mjs').Verifier} Verifier */

/** @type {Verifier} */
export const oauth4webapi = {
  name: 'oauth4webapi',
  package: 'oauth4webapi',
  algorithms: EVERY,
  async open({ issuer, audience }) {
    const oauth = await import('oauth4webapi')
    const insecure = { [oauth.allowInsecureRequests]: true }
    const discovered = await oauth.discoveryRequest(new URL(issuer), insecure)
    const server = await oauth.processDiscoveryResponse(new URL(issuer), discovered)
    return {
      verify: (/** @type {string} */ authorization) =>
        oauth.validateJwtAccessToken(
          server,
          new Request(`${audience}/messages`, { headers: { authorization } }),
          audience,
          insecure
        )
    }
  }
}

/** @type {Verifier} */
export const expressOauth2JwtBearer = {
  name: 'express-oauth2-jwt-bearer',
  package: 'express-oauth2-jwt-bearer',
  algorithms: EVERY,
  async open({ algorithm, issuer, audience }) {
    const { auth } = await import('express-oauth2-jwt-bearer')
    const authenticate = auth({ issuerBaseURL: issuer, audience, tokenSigningAlg: algorithm })
    return {
      verify: (/** @type {string} */ authorization) =>
        new Promise((resolve, reject) => {
          const request = bareRequest(authorization)
          const next = (/** @type {unknown} */ error) => {
            if (error === undefined) resolve(request.auth)
            else reject(error)
          }
          void authenticate(
            /** @type {never} */ (request),
            /** @type {never} */ ({}),
            /** @type {never} */ (next)
          )
        })
    }
  }
}

/** It exports no verifier, only middleware, which gets as little of a request as it needs. */
class BareRequest {
  method = 'GET'
  url = '/messages'
  protocol = 'http'
  query = {}
  /** @type {unknown} */
  auth

  /** @param {string} authorization */
  constructor(authorization) {
    this.headers = { authorization, host: 'api.example.com' }
  }

  /** @param {string} name */
  get(name) {
    return name === 'Host' ? this.headers.host : undefined
  }

  is() {
    return false
  }
}

/** @param {string} authorization */
function bareRequest(authorization) {
  return new BareRequest(authorization)
}

/** @type {Verifier} */
export const okta = {
  name: '@okta/jwt-verifier',
  package: '@okta/jwt-verifier',
  algorithms: ['RS256'],
  async open({ issuer, audience }) {
    const { default: OktaJwtVerifier } = await import('@okta/jwt-verifier')
    const verifier = new OktaJwtVerifier({ issuer, testing: { disableHttpsCheck: true } })
    return { verify: (/** @type {string} */ header) => verifier.verifyAccessToken(tokenOf(header), audience) }
  }
}
