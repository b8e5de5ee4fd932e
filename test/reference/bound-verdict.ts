import { createHash } from 'node:crypto'
import {
  calculateJwkThumbprint,
  compactVerify,
  createLocalJWKSet,
  EmbeddedJWK,
  jwtVerify,
  type JWK
} from 'jose'
import { referenceNormalize } from '../../packages/core/test/confirmation/reference-uri.ts'
import { audience, issuer, options } from '../tokens/authority.ts'

/** A request with a token, in the parts that decide about it. */
export interface BoundRequest {
  readonly method: string
  readonly target: string
  readonly authorization: string
  readonly dpop: string | undefined
}

/** How the API is seen by clients, and when. */
export interface BoundSettings {
  readonly publicUrl: string
  readonly now: number
}

const algorithms = ['ES256', 'EdDSA', 'RS256']
const keySet = createLocalJWKSet(options.jwks)

/**
 * A plain reading of RFC 9449 on `jose`, one rule after the other: whether a request may pass. It knows
 * neither caches nor nonces, and shares no code with the product.
 */
export async function isBoundRequestValid(request: BoundRequest, settings: BoundSettings): Promise<boolean> {
  try {
    return await judge(request, settings)
  } catch {
    return false
  }
}

async function judge(request: BoundRequest, { publicUrl, now }: BoundSettings): Promise<boolean> {
  const [, scheme = '', token = ''] = /^(Bearer|DPoP) +([\w\-.~+/]+=*)$/iu.exec(request.authorization) ?? []
  const currentDate = new Date(now * 1000)
  const verified = await jwtVerify(token, keySet, {
    issuer,
    audience,
    currentDate,
    clockTolerance: 30,
    requiredClaims: ['exp']
  })
  const jkt = thumbprintOf(verified.payload['cnf'])
  if (scheme.toLowerCase() === 'bearer') return jkt === 'unbound'
  const { payload, protectedHeader } = await compactVerify(request.dpop ?? '', EmbeddedJWK, { algorithms })
  const claims = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) as Record<
    string,
    unknown
  >
  const { htm, htu, ath, jti, iat } = claims
  const uri = referenceNormalize(publicUrl + request.target)
  const rules = [
    protectedHeader.typ === 'dpop+jwt',
    (await calculateJwkThumbprint(publicPart(protectedHeader.jwk))) === jkt,
    htm === request.method,
    typeof htu === 'string' && uri !== undefined && referenceNormalize(htu) === uri,
    ath === createHash('sha256').update(token).digest('base64url'),
    typeof jti === 'string' && jti.length > 0 && jti.length <= 512,
    typeof iat === 'number' && iat >= now - 300 && iat <= now + 30
  ]
  return rules.every(Boolean)
}

/** EmbeddedJWK refuses private keys; what is not a member of a public key does not count. */
function publicPart(jwk: JWK | undefined): JWK {
  if (jwk === undefined || ['d', 'k', 'p', 'q'].some((name) => Object.hasOwn(jwk, name)))
    throw new Error('no public key')
  return jwk
}

function thumbprintOf(cnf: unknown): unknown {
  if (cnf === undefined || cnf === null) return 'unbound'
  const { jkt, 'x5t#S256': certificate } = cnf as Record<string, unknown>
  return certificate === undefined ? jkt : 'not supported here'
}
