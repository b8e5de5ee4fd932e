import { EVERY, tokenOf } from './verifier.mjs'

/** @typedef {import('./verifier.mjs').Verifier} Verifier */

/** @type {readonly Verifier[]} */
export const jose = [
  {
    name: 'jose, createLocalJWKSet',
    package: 'jose',
    algorithms: EVERY,
    async open({ issuer, audience, jwks }) {
      const { createLocalJWKSet, jwtVerify } = await import('jose')
      const keys = createLocalJWKSet(jwks)
      return {
        verify: (/** @type {string} */ header) => jwtVerify(tokenOf(header), keys, { issuer, audience })
      }
    }
  },
  {
    name: 'jose, createRemoteJWKSet',
    package: 'jose',
    algorithms: EVERY,
    async open({ issuer, audience, jwksUri }) {
      const { createRemoteJWKSet, jwtVerify } = await import('jose')
      const keys = createRemoteJWKSet(new URL(jwksUri))
      return {
        verify: (/** @type {string} */ header) => jwtVerify(tokenOf(header), keys, { issuer, audience })
      }
    }
  }
]
