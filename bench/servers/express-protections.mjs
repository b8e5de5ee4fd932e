import { NO_CHECK, NOTHING, optionsFor, OURS, OURS_ON_MAIN_THREAD, SIGNATURE_ALONE } from './protection.mjs'
import { createSignatureCheck } from './signature-alone.mjs'

/** @typedef {import('./protection.mjs').Protection<import('express').Express>} ExpressProtection */
/** @typedef {import('express').RequestHandler} RequestHandler */

/** @type {readonly ExpressProtection[]} */
export const EXPRESS_PROTECTIONS = [
  { name: NO_CHECK, package: 'express', protect: async () => {} },
  {
    name: NOTHING,
    package: 'express',
    protect: async (app) => void app.use((_request, _response, next) => next())
  },
  {
    name: SIGNATURE_ALONE,
    package: 'node:crypto',
    async protect(app, trust) {
      const check = await createSignatureCheck(trust)
      app.use(async (request, _response, next) => {
        await check(request.headers.authorization)
        next()
      })
    }
  },
  {
    name: OURS,
    package: '@portcullis/express',
    async protect(app, trust) {
      const { requireAuth } = await import('@portcullis/express')
      app.use(requireAuth(optionsFor(trust)))
    }
  },
  {
    name: OURS_ON_MAIN_THREAD,
    package: '@portcullis/express',
    async protect(app, trust) {
      const { requireAuth } = await import('@portcullis/express')
      app.use(requireAuth({ ...optionsFor(trust), signatureThread: 'mainThread' }))
    }
  },
  {
    name: 'express-oauth2-jwt-bearer',
    package: 'express-oauth2-jwt-bearer',
    async protect(app, { issuer, audience }) {
      const { auth } = await import('express-oauth2-jwt-bearer')
      app.use(auth({ issuerBaseURL: issuer, audience }))
    }
  },
  {
    name: 'express-jwt and jwks-rsa',
    package: 'express-jwt',
    async protect(app, { issuer, audience, jwksUri }) {
      const { expressjwt } = await import('express-jwt')
      const { default: jwksRsa } = await import('jwks-rsa')
      const secret = jwksRsa.expressJwtSecret({
        cache: true,
        rateLimit: true,
        jwksRequestsPerMinute: 5,
        jwksUri
      })
      app.use(
        expressjwt({
          secret: /** @type {import('express-jwt').GetVerificationKey} */ (secret),
          audience,
          issuer,
          algorithms: ['RS256']
        })
      )
    }
  },
  {
    name: '@okta/jwt-verifier',
    package: '@okta/jwt-verifier',
    async protect(app, { issuer, audience }) {
      const { default: OktaJwtVerifier } = await import('@okta/jwt-verifier')
      const verifier = new OktaJwtVerifier({ issuer, testing: { disableHttpsCheck: true } })
      app.use(byHand(async (token) => verifier.verifyAccessToken(token, audience)))
    }
  },
  {
    name: 'aws-jwt-verify by hand',
    package: 'aws-jwt-verify',
    async protect(app, trust) {
      const { createAwsVerifier } = await import('../verifiers/aws-jwt-verify.mjs')
      const verifier = await createAwsVerifier(trust)
      app.use(byHand(async (token) => verifier.verify(token)))
    }
  },
  {
    name: 'jose by hand',
    package: 'jose',
    async protect(app, { issuer, audience, jwksUri }) {
      const { createRemoteJWKSet, jwtVerify } = await import('jose')
      const keys = createRemoteJWKSet(new URL(jwksUri))
      app.use(byHand(async (token) => jwtVerify(token, keys, { issuer, audience })))
    }
  }
]

/**
 * The middleware that people write around a library without one.
 *
 * @param {(token: string) => Promise<unknown>} verify
 * @returns {RequestHandler}
 */
function byHand(verify) {
  return async (request, response, next) => {
    const [scheme, token] = request.header('authorization')?.split(' ') ?? []
    try {
      if (scheme !== 'Bearer' || token === undefined) throw new Error('there is no token')
      Reflect.set(request, 'auth', await verify(token))
    } catch {
      response.status(401).json({ error: 'invalid_token' })
      return
    }
    next()
  }
}
