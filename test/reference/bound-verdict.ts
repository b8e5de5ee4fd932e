import { createHash } from 'node:crypto'
import { BlockList, isIP } from 'node:net'
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
  readonly dpop: string | readonly string[] | undefined
  /** The header `Client-Cert` (RFC 9440). */
  readonly certificate: string | readonly string[] | undefined
  readonly remoteAddress: string | undefined
}

/** How the API is seen by clients, and when. */
export interface BoundSettings {
  readonly publicUrl: string
  readonly now: number
  /** The network of the proxies that may send `Client-Cert`. */
  readonly trusted: readonly [network: string, bits: number]
}

const algorithms = ['ES256', 'EdDSA', 'RS256']
const keySet = createLocalJWKSet(options.jwks)

/**
 * A plain reading of RFC 9449, RFC 8705 and RFC 9440 on `jose`, one rule after the other: whether a request
 * may pass. It knows neither caches nor nonces, and shares no code with the product.
 */
export async function isBoundRequestValid(request: BoundRequest, settings: BoundSettings): Promise<boolean> {
  try {
    return await judge(request, settings)
  } catch {
    return false
  }
}

async function judge(request: BoundRequest, settings: BoundSettings): Promise<boolean> {
  const [, scheme = '', token = ''] = /^(Bearer|DPoP) +([\w\-.~+/]+=*)$/iu.exec(request.authorization) ?? []
  const verified = await jwtVerify(token, keySet, {
    issuer,
    audience,
    currentDate: new Date(settings.now * 1000),
    clockTolerance: 30,
    requiredClaims: ['exp']
  })
  const { jkt, x5t } = bindingOf(verified.payload['cnf'])
  if (x5t !== undefined && x5t !== thumbprintOf(request, settings)) return false
  return scheme.toLowerCase() === 'bearer' ? jkt === undefined : isProven(request, { token, jkt }, settings)
}

/** RFC 9449 section 4.3. */
async function isProven(
  request: BoundRequest,
  { token, jkt }: { token: string; jkt: unknown },
  { publicUrl, now }: BoundSettings
): Promise<boolean> {
  const { payload, protectedHeader } = await compactVerify(onlyLine(request.dpop), EmbeddedJWK, {
    algorithms
  })
  const text = new TextDecoder('utf-8', { fatal: true }).decode(payload)
  const { htm, htu, ath, jti, iat, exp = now, nbf = now } = JSON.parse(text) as Record<string, unknown>
  const uri = referenceNormalize(publicUrl + request.target)
  const rules = [
    protectedHeader.typ === 'dpop+jwt',
    (await calculateJwkThumbprint(publicPart(protectedHeader.jwk))) === jkt,
    htm === request.method,
    typeof htu === 'string' && uri !== undefined && referenceNormalize(htu) === uri,
    ath === createHash('sha256').update(token).digest('base64url'),
    typeof jti === 'string' && jti.length > 0 && jti.length <= 512,
    typeof iat === 'number' && iat >= now - 300 && iat <= now + 30,
    typeof exp === 'number' && exp > now - 30,
    typeof nbf === 'number' && nbf <= now + 30
  ]
  return rules.every(Boolean)
}

/** EmbeddedJWK refuses private keys; what is not a member of a public key does not count. */
function publicPart(jwk: JWK | undefined): JWK {
  if (jwk === undefined || ['d', 'k', 'p', 'q'].some((name) => Object.hasOwn(jwk, name)))
    throw new Error('no public key')
  return jwk
}

/** What a token is bound to: nothing, or what at least one known member says. */
function bindingOf(cnf: unknown): { jkt: unknown; x5t: unknown } {
  if (cnf === undefined || cnf === null) return { jkt: undefined, x5t: undefined }
  const { jkt, 'x5t#S256': x5t } = cnf as Record<string, unknown>
  if (jkt === undefined && x5t === undefined) throw new Error('nothing confirms it')
  return { jkt, x5t }
}

function onlyLine(field: BoundRequest['dpop']): string {
  const [line = '', ...further] = [field ?? []].flat()
  if (further.length > 0) throw new Error('several lines')
  return line
}

function thumbprintOf({ certificate, remoteAddress = '' }: BoundRequest, { trusted }: BoundSettings): string {
  const proxies = new BlockList()
  proxies.addSubnet(...trusted)
  const isTrusted = proxies.check(remoteAddress, isIP(remoteAddress) === 6 ? 'ipv6' : 'ipv4')
  const [, base64] = /^:([^:]+):$/u.exec(onlyLine(certificate)) ?? []
  if (!isTrusted || base64 === undefined) throw new Error('no certificate')
  return createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64url')
}
