import { createPublicKey, verify } from 'node:crypto'
import { inputOf } from '../verifiers/limit.mjs'
import { asReceived, TARGET } from './clients.mjs'

/** @typedef {import('./clients.mjs').BoundRequest} BoundRequest */
/** @typedef {import('@portcullis/core').Clock} Clock */
/** @typedef {{ issuer: string; audience: string; clock: Clock }} ProofTrust */
/**
 * What verifies a request. `prepare` runs before the clock does; `know` lets it see a token before, if it
 * remembers tokens.
 *
 * @typedef {{
 *   prepare: (request: BoundRequest) => unknown
 *   verify: (input: never) => unknown
 *   know?: (token: string) => Promise<void>
 * }} OpenContender
 */

/** Nothing but the signature check of the proof, on bytes and a key that are ready. */
export const LIMIT = 'limit'
/**
 * The signature check and, before it, the import of the key from the proof: the least for a client that is
 * new.
 */
const IMPORT_AND_LIMIT = 'import and limit'
/** Portcullis, on the main thread. */
export const OURS = 'portcullis, main thread'

/** @type {Readonly<Record<string, (trust: ProofTrust) => Promise<OpenContender>>>} */
export const CONTENDERS = {
  [LIMIT]: async () => ({
    prepare: ({ proof, publicKey }) => ({
      ...inputOf(proof, { algorithm: 'ES256' }),
      key: publicKey
    }),
    verify({ data, signature, key }) {
      if (!verify('sha256', data, key, signature)) throw new Error('the signature is bad')
    }
  }),
  [IMPORT_AND_LIMIT]: async () => ({
    prepare: ({ proof, publicKey }) => ({
      ...inputOf(proof, { algorithm: 'ES256' }),
      jwk: publicKey.export({ format: 'jwk' })
    }),
    verify({ data, signature, jwk }) {
      if (!verify('sha256', data, createPublicKey({ key: jwk, format: 'jwk' }), signature))
        throw new Error('the signature is bad')
    }
  }),
  [OURS]: openOurs,
  oauth4webapi: openOauth4webapi,
  'express-oauth2-jwt-bearer': openExpressOauth2JwtBearer
}

/**
 * The token was verified before, and is cached.
 *
 * @param {ProofTrust} trust
 * @returns {Promise<OpenContender>}
 */
async function openOurs({ issuer, audience, clock }) {
  const { createProtectedResource } = await import('@portcullis/core')
  const resource = createProtectedResource({
    issuer,
    audience,
    clock,
    publicUrl: TARGET.origin,
    dpop: true,
    signatureThread: 'mainThread',
    tokenCacheSize: 10_000
  })
  await resource.warmUp()
  const requestOf = (/** @type {Record<string, string>} */ headers) => ({
    method: 'GET',
    url: TARGET.path,
    headers
  })
  return {
    prepare: ({ token, proof }) => requestOf({ authorization: asReceived(`DPoP ${token}`), dpop: proof }),
    verify: (/** @type {ReturnType<typeof requestOf>} */ request) => resource.admit(request),
    async know(token) {
      // Refused, since it has no proof; but the token itself is verified and cached.
      await Promise.allSettled([resource.authenticate(requestOf({ authorization: `DPoP ${token}` }))])
    }
  }
}

/**
 * It verifies the token each time, too, and has no memory of proofs.
 *
 * @param {ProofTrust} trust
 * @returns {Promise<OpenContender>}
 */
async function openOauth4webapi({ issuer, audience }) {
  const oauth = await import('oauth4webapi')
  const server = { issuer, jwks_uri: `${issuer}/jwks` }
  const options = { requireDPoP: true, [oauth.allowInsecureRequests]: true }
  return {
    prepare: ({ token, proof }) =>
      new Request(TARGET.origin + TARGET.path, {
        headers: { authorization: asReceived(`DPoP ${token}`), dpop: proof }
      }),
    verify: (/** @type {Request} */ request) =>
      oauth.validateJwtAccessToken(server, request, audience, options)
  }
}

/**
 * It verifies the token each time, too, and has no memory of proofs.
 *
 * @param {ProofTrust} trust
 * @returns {Promise<OpenContender>}
 */
async function openExpressOauth2JwtBearer({ issuer, audience }) {
  const { auth } = await import('express-oauth2-jwt-bearer')
  const authenticate = auth({
    issuerBaseURL: issuer,
    audience,
    tokenSigningAlg: 'ES256',
    dpop: { enabled: true, required: true }
  })
  return {
    prepare: ({ token, proof }) => bareRequest({ authorization: asReceived(`DPoP ${token}`), dpop: proof }),
    verify: (/** @type {ReturnType<typeof bareRequest>} */ request) =>
      new Promise((resolve, reject) => {
        const next = (/** @type {unknown} */ error) => (error === undefined ? resolve(error) : reject(error))
        void authenticate(
          /** @type {never} */ (request),
          /** @type {never} */ ({}),
          /** @type {never} */ (next)
        )
      })
  }
}

/**
 * It exports no verifier, only middleware, which gets as little of a request as it needs.
 *
 * @param {Record<string, string>} credentials
 */
function bareRequest(credentials) {
  const { protocol, host } = new URL(TARGET.origin)
  const headers = { ...credentials, host }
  return {
    method: 'GET',
    url: TARGET.path,
    originalUrl: TARGET.path,
    protocol: protocol.slice(0, -1),
    query: {},
    headers,
    get: (/** @type {string} */ name) => (name.toLowerCase() === 'host' ? host : undefined),
    is: () => false
  }
}
