import { Buffer } from 'node:buffer'
import { constants, createPublicKey, verify } from 'node:crypto'
import { EVERY, tokenOf } from './verifier.mjs'

/** @typedef {import('./verifier.mjs').Verifier} Verifier */
/** @typedef {import('./verifier.mjs').Trust} Trust */
/** @typedef {{ data: Buffer; signature: Buffer }} Input */

/**
 * The limit: nothing but the signature check, on bytes and a key that are ready.
 *
 * @type {Verifier}
 */
export const limit = {
  name: 'limit',
  package: 'node:crypto',
  algorithms: EVERY,
  async open(trust) {
    const { hash, key } = parametersOf(trust)
    return {
      prepare: (header) => inputOf(tokenOf(header), trust),
      verify({ data, signature }) {
        if (!verify(hash, data, key, signature)) throw new Error('the signature is bad')
      }
    }
  }
}

/**
 * The same in the thread pool.
 *
 * @type {Verifier}
 */
export const limitInPool = {
  name: 'limit, in the thread pool',
  package: 'node:crypto',
  algorithms: EVERY,
  async open(trust) {
    const { hash, key } = parametersOf(trust)
    return {
      prepare: (header) => inputOf(tokenOf(header), trust),
      verify: ({ data, signature }) =>
        new Promise((resolve, reject) => {
          verify(hash, data, key, signature, (error, isGood) => {
            if (error === null && isGood) resolve(undefined)
            else reject(error ?? new Error('the signature is bad'))
          })
        })
    }
  }
}

/** @param {Trust} trust */
function parametersOf({ algorithm, pem }) {
  const key = createPublicKey(pem)
  if (algorithm !== 'PS256') return { hash: algorithm === 'EdDSA' ? null : 'sha256', key }
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants
  // As members of the key, which is an object, too: one around it costs half as much again with Node 24.
  return { hash: 'sha256', key: Object.assign(key, { padding, saltLength }) }
}

/**
 * Takes a token apart for `crypto.verify`.
 *
 * @param {string} token A JWT.
 * @param {Pick<Trust, 'algorithm'>} trust Its algorithm.
 * @returns {Input} What is signed, and the signature.
 */
export function inputOf(token, { algorithm }) {
  const end = token.lastIndexOf('.')
  const signature = Buffer.from(token.slice(end + 1), 'base64url')
  const data = Buffer.from(token.slice(0, end), 'latin1')
  return { data, signature: algorithm === 'ES256' ? derOf(signature) : signature }
}

/**
 * With the signature in DER, OpenSSL takes a bare key.
 *
 * @param {Buffer} signature
 */
function derOf(signature) {
  const numbers = [signature.subarray(0, 32), signature.subarray(32)].map(derIntegerOf)
  const content = Buffer.concat(numbers)
  return Buffer.concat([Buffer.from([0x30, content.length]), content])
}

/** @param {Buffer} bytes */
function derIntegerOf(bytes) {
  const start = bytes.findIndex((byte) => byte !== 0)
  const short = bytes.subarray(start === -1 ? bytes.length - 1 : start)
  const isNegative = (short[0] ?? 0) >= 0x80
  const value = isNegative ? Buffer.concat([Buffer.from([0]), short]) : short
  return Buffer.concat([Buffer.from([0x02, value.length]), value])
}
