import { Buffer } from 'node:buffer'
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign
} from 'node:crypto'

/** @typedef {import('node:crypto').KeyObject} KeyObject */
/** What a program needs to issue tokens: the key is private, and lives as long as the benchmark. */
/** @typedef {{ issuer: string; audience: string; kid: string; privatePem: string }} Authority */
/** @typedef {{ privateKey: KeyObject; publicKey: KeyObject; header: string; token: string; ath: string }} Client */
/**
 * A request with a proof.
 *
 * @typedef {{ token: string; proof: string; publicKey: KeyObject }} BoundRequest
 */

/** The URL that all requests call. */
export const TARGET = { origin: 'http://api.example.com', path: '/messages' }

/**
 * Creates a client with a new ES256 key, and a token that is bound to it, for a day.
 *
 * @param {Authority} authority Who issues the token.
 * @returns {Client} The client.
 */
export function createClient({ issuer, audience, kid, privatePem }) {
  const { publicKey, privateKey } = generateKeys()
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' })
  const iat = Math.floor(Date.now() / 1000)
  const claims = {
    iss: issuer,
    aud: audience,
    sub: 'user|000000001',
    client_id: 'mobile-app',
    iat,
    exp: iat + 24 * 60 * 60,
    jti: randomUUID(),
    scope: 'openid read:messages write:messages',
    cnf: { jkt: sha256(JSON.stringify({ crv, kty, x, y })) },
    org: 'x'.repeat(400)
  }
  const token = signed(encode({ alg: 'ES256', typ: 'at+jwt', kid }), claims, createPrivateKey(privatePem))
  const header = encode({ alg: 'ES256', typ: 'dpop+jwt', jwk: { crv, kty, x, y } })
  return { privateKey, publicKey, header, token, ath: sha256(token) }
}

/**
 * By way of bytes: Node 20 can deadlock if it collects a job that generated a key while the key is exported.
 *
 * @returns {{ publicKey: KeyObject; privateKey: KeyObject }}
 */
function generateKeys() {
  const bytes = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' }
  })
  return {
    publicKey: createPublicKey({ key: bytes.publicKey, type: 'spki', format: 'der' }),
    privateKey: createPrivateKey({ key: bytes.privateKey, type: 'pkcs8', format: 'der' })
  }
}

/**
 * Makes a request with a proof that was never used.
 *
 * @param {Client} client Who sends it.
 * @param {number} [now] Seconds since 1970.
 * @returns {BoundRequest} The request.
 */
export function makeRequest({ privateKey, publicKey, header, token, ath }, now = Date.now() / 1000) {
  const claims = {
    jti: randomUUID(),
    htm: 'GET',
    htu: TARGET.origin + TARGET.path,
    iat: Math.floor(now),
    ath
  }
  return { token, proof: signed(header, claims, privateKey), publicKey }
}

/**
 * @param {string} header
 * @param {object} claims
 * @param {KeyObject} key
 */
function signed(header, claims, key) {
  const input = `${header}.${encode(claims)}`
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })
  return asReceived(`${input}.${signature.toString('base64url')}`)
}

/**
 * Copies a text that was put together: what a server receives lies in memory in one piece.
 *
 * @param {string} text The text.
 * @returns {string} The same.
 */
export function asReceived(text) {
  return Buffer.from(text).toString('latin1')
}

/** @param {object} value */
function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** @param {string} text */
function sha256(text) {
  return createHash('sha256').update(text).digest('base64url')
}
