import { constants, verify, type KeyObject } from 'node:crypto'
import type { JsonObject } from '../../http/json.ts'
import { decodeToken } from '../../token/decode-token.ts'
import { importPublicKey } from './import-public-key.ts'
import { keysFor } from './usable-keys.ts'

const HASHED = /^(?:RS|PS|ES)(?<bits>\d{3})$/
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }

/**
 * Whether one of the keys made the signature of a token; undefined where none of them could have, or this
 * runtime does not know their kind.
 */
export function isSignedByOneOf(keys: readonly JsonObject[], token: string): boolean | undefined {
  const { header } = decodeToken(token)
  if (header === undefined) return undefined
  const candidates = keysFor(header, keys).flatMap((key) => importPublicKey(key) ?? [])
  if (candidates.length === 0) return undefined
  return candidates.some((key) => isSignedBy(key, String(header['alg']), token))
}

function isSignedBy(key: KeyObject, algorithm: string, token: string): boolean {
  const end = token.lastIndexOf('.')
  const signature = Buffer.from(token.slice(end + 1), 'base64url')
  if (signature.toString('base64url') !== token.slice(end + 1)) return false
  const bits = HASHED.exec(algorithm)?.groups?.['bits']
  const options = { key, dsaEncoding: 'ieee-p1363', ...(algorithm.startsWith('PS') ? PSS : {}) } as const
  return verify(
    bits === undefined ? undefined : `sha${bits}`,
    Buffer.from(token.slice(0, end)),
    options,
    signature
  )
}
