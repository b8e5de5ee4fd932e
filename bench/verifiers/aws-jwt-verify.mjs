import { tokenOf } from './verifier.mjs'

/** @typedef {import('./verifier.mjs').Verifier} Verifier */

/** @type {readonly import('./verifier.mjs').Algorithm[]} */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA']

/**
 * Its own fetch speaks https only, so that the keys are given to it as its documentation shows.
 *
 * @param {import('./verifier.mjs').Trust} trust
 */
export async function createAwsVerifier({ issuer, audience, jwks }) {
  const { JwtVerifier } = await import('aws-jwt-verify')
  const verifier = JwtVerifier.create({ issuer, audience, jwksUri: `${issuer}/jwks` })
  verifier.cacheJwks(/** @type {Parameters<typeof verifier.cacheJwks>[0]} */ (/** @type {unknown} */ (jwks)))
  return verifier
}

/** @type {readonly Verifier[]} */
export const awsJwtVerify = [
  {
    name: 'aws-jwt-verify, verifySync',
    package: 'aws-jwt-verify',
    algorithms: ALGORITHMS,
    async open(trust) {
      const verifier = await createAwsVerifier(trust)
      return { verify: (/** @type {string} */ header) => verifier.verifySync(tokenOf(header)) }
    }
  },
  {
    name: 'aws-jwt-verify, verify',
    package: 'aws-jwt-verify',
    algorithms: ALGORITHMS,
    async open(trust) {
      const verifier = await createAwsVerifier(trust)
      return { verify: (/** @type {string} */ header) => verifier.verify(tokenOf(header)) }
    }
  }
]
