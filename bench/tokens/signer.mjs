import { Buffer } from 'node:buffer'
import { constants, generateKeyPairSync, sign } from 'node:crypto'

/** @typedef {'RS256' | 'PS256' | 'ES256' | 'EdDSA'} Algorithm */
/** @typedef {import('node:crypto').KeyObject} KeyObject */

/**
 * Signs tokens with one key, which lives as long as this program.
 *
 * @typedef {{
 *   algorithm: Algorithm
 *   kid: string
 *   publicKey: KeyObject
 *   privatePem: string
 *   jwk: Record<string, unknown>
 *   sign: (claims: object) => Promise<string>
 * }} Signer
 */

/**
 * @type {Record<
 *   Algorithm,
 *   {
 *     makeKeys: () => { publicKey: KeyObject; privateKey: KeyObject }
 *     hash: string | null
 *     parameters: object
 *   }
 * >}
 */
const ALGORITHMS = {
  RS256: { makeKeys: makeRsaKeys, hash: 'sha256', parameters: {} },
  PS256: {
    makeKeys: makeRsaKeys,
    hash: 'sha256',
    parameters: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  },
  ES256: {
    makeKeys: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    hash: 'sha256',
    parameters: { dsaEncoding: 'ieee-p1363' }
  },
  EdDSA: { makeKeys: () => generateKeyPairSync('ed25519'), hash: null, parameters: {} }
}

function makeRsaKeys() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}

/**
 * Makes a new key and what signs with it.
 *
 * @param {Algorithm} algorithm The algorithm.
 * @param {string} kid The id of the key.
 * @returns {Signer} The signer.
 */
export function createSigner(algorithm, kid) {
  const { makeKeys, hash, parameters } = ALGORITHMS[algorithm]
  const { publicKey, privateKey } = makeKeys()
  const header = encode({ alg: algorithm, typ: 'at+jwt', kid })
  return {
    algorithm,
    kid,
    publicKey,
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' },
    sign(claims) {
      const input = `${header}.${encode(claims)}`
      return new Promise((resolve, reject) => {
        sign(hash, Buffer.from(input), { key: privateKey, ...parameters }, (error, signature) => {
          if (error === null) resolve(`${input}.${signature.toString('base64url')}`)
          else reject(error)
        })
      })
    }
  }
}

/** @param {object} value */
function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
