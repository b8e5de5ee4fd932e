import { createPublicKey } from 'node:crypto'
import { NO_EDDSA, tokenOf } from './verifier.mjs'

/** @typedef {import('./verifier.mjs').Verifier} Verifier */

/** @type {readonly Verifier[]} */
export const jsonwebtoken = [
  {
    name: 'jsonwebtoken, KeyObject',
    package: 'jsonwebtoken',
    algorithms: NO_EDDSA,
    open: async (trust) => open(trust, createPublicKey(trust.pem))
  },
  {
    name: 'jsonwebtoken, PEM',
    package: 'jsonwebtoken',
    algorithms: NO_EDDSA,
    open: async (trust) => open(trust, trust.pem)
  },
  {
    name: 'jsonwebtoken and jwks-rsa',
    package: 'jsonwebtoken',
    algorithms: NO_EDDSA,
    async open({ algorithm, issuer, audience, jwksUri }) {
      const { default: jwt } = await import('jsonwebtoken')
      const { default: jwksClient } = await import('jwks-rsa')
      const client = jwksClient({ jwksUri })
      const options = { algorithms: [/** @type {'RS256'} */ (algorithm)], issuer, audience }
      /** @type {import('jsonwebtoken').GetPublicKeyOrSecret} */
      const getKey = ({ kid }, done) => {
        client.getSigningKey(kid, (error, key) => done(error, key?.getPublicKey()))
      }
      return {
        verify: (/** @type {string} */ header) =>
          new Promise((resolve, reject) => {
            jwt.verify(tokenOf(header), getKey, options, (error, claims) => {
              if (error === null) resolve(claims)
              else reject(error)
            })
          })
      }
    }
  }
]

/**
 * @param {import('./verifier.mjs').Trust} trust
 * @param {import('node:crypto').KeyObject | string} key
 */
async function open({ algorithm, issuer, audience }, key) {
  const { default: jwt } = await import('jsonwebtoken')
  const options = { algorithms: [/** @type {'RS256'} */ (algorithm)], issuer, audience }
  return { verify: (/** @type {string} */ header) => jwt.verify(tokenOf(header), key, options) }
}
