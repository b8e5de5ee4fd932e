import { NO_CHECK, NOTHING, optionsFor, OURS, OURS_ON_MAIN_THREAD, SIGNATURE_ALONE } from './protection.mjs'
import { createSignatureCheck } from './signature-alone.mjs'

/** @typedef {{ header: { kid: string; alg: string }; payload: { iss: string } }} CompleteToken */

/** @typedef {import('fastify').FastifyInstance} App */
/** @typedef {import('./protection.mjs').Protection<App>} FastifyProtection */
/** @typedef {import('./protection.mjs').Trust} Trust */

/** @type {readonly FastifyProtection[]} */
export const FASTIFY_PROTECTIONS = [
  { name: NO_CHECK, package: 'fastify', protect: async () => {} },
  {
    name: NOTHING,
    package: 'fastify',
    protect: async (app) => void app.addHook('onRequest', (_request, _reply, done) => done())
  },
  {
    name: SIGNATURE_ALONE,
    package: 'node:crypto',
    async protect(app, trust) {
      const check = await createSignatureCheck(trust)
      app.addHook('onRequest', async (request) => {
        await check(request.headers.authorization)
      })
    }
  },
  {
    name: OURS,
    package: '@portcullis/fastify',
    protect: async (app, trust) => protectWithPortcullis(app, trust, 'threadPool')
  },
  {
    name: OURS_ON_MAIN_THREAD,
    package: '@portcullis/fastify',
    protect: async (app, trust) => protectWithPortcullis(app, trust, 'mainThread')
  },
  {
    name: 'fastify-jwt-jwks',
    package: 'fastify-jwt-jwks',
    protect: async (app, trust) => protectWithJwtJwks(app, trust, {})
  },
  {
    name: 'fastify-jwt-jwks, cache',
    package: 'fastify-jwt-jwks',
    protect: async (app, trust) => protectWithJwtJwks(app, trust, { cache: true })
  },
  {
    name: '@fastify/jwt and get-jwks',
    package: '@fastify/jwt',
    protect: async (app, trust) => protectWithGetJwks(app, trust, {})
  },
  {
    name: '@fastify/jwt and get-jwks, cache',
    package: '@fastify/jwt',
    protect: async (app, trust) => protectWithGetJwks(app, trust, { cache: true })
  },
  {
    name: 'aws-jwt-verify by hand',
    package: 'aws-jwt-verify',
    async protect(app, trust) {
      const { createAwsVerifier } = await import('../verifiers/aws-jwt-verify.mjs')
      const verifier = await createAwsVerifier(trust)
      protectByHand(app, async (token) => verifier.verify(token))
    }
  },
  {
    name: 'jose by hand',
    package: 'jose',
    async protect(app, { issuer, audience, jwksUri }) {
      const { createRemoteJWKSet, jwtVerify } = await import('jose')
      const keys = createRemoteJWKSet(new URL(jwksUri))
      protectByHand(app, async (token) => jwtVerify(token, keys, { issuer, audience }))
    }
  }
]

/**
 * @param {App} app
 * @param {Trust} trust
 * @param {import('./protection.mjs').SignatureThread} signatureThread
 */
async function protectWithPortcullis(app, trust, signatureThread) {
  const { default: portcullis } = await import('@portcullis/fastify')
  await app.register(portcullis, { ...optionsFor(trust), signatureThread })
  app.addHook('onRequest', app.requireAuth())
}

/**
 * @param {App} app
 * @param {Trust} trust
 * @param {{ cache?: boolean }} caching
 */
async function protectWithJwtJwks(app, { issuer, audience, jwksUri }, caching) {
  const { fastifyJwtJwks } = await import('fastify-jwt-jwks')
  await app.register(fastifyJwtJwks, { jwksUrl: jwksUri, issuer, audience, ...caching })
  app.addHook('preValidation', app.authenticate)
}

/**
 * @param {App} app
 * @param {Trust} trust
 * @param {{ cache?: boolean }} caching
 */
async function protectWithGetJwks(app, { issuer, audience }, caching) {
  const { default: jwt } = await import('@fastify/jwt')
  const { default: buildGetJwks } = await import('get-jwks')
  const getJwks = buildGetJwks({ issuersWhitelist: [issuer] })
  await app.register(jwt, {
    decode: { complete: true },
    verify: { allowedIss: issuer, allowedAud: audience, ...caching },
    secret: async (/** @type {unknown} */ _request, /** @type {unknown} */ token) => {
      const { header, payload } = /** @type {CompleteToken} */ (token)
      return getJwks.getPublicKey({ kid: header.kid, alg: header.alg, domain: payload.iss })
    }
  })
  app.addHook('onRequest', async (request) => {
    await request.jwtVerify()
  })
}

/**
 * The hook that people write around a library without one.
 *
 * @param {App} app
 * @param {(token: string) => Promise<unknown>} verify
 */
function protectByHand(app, verify) {
  app.addHook('onRequest', async (request, reply) => {
    const [scheme, token] = request.headers.authorization?.split(' ') ?? []
    try {
      if (scheme !== 'Bearer' || token === undefined) throw new Error('there is no token')
      Reflect.set(request, 'verified', await verify(token))
    } catch {
      return reply.code(401).send({ error: 'invalid_token' })
    }
  })
}
