import { createLocalJWKSet, errors, jwtVerify, type JWTVerifyOptions, type JWTVerifyResult } from 'jose'
import { checks } from './checks.ts'
import type {
  ReferenceContext,
  ReferenceSettings,
  ReferenceToken,
  ReferenceVerdict
} from './reference-settings.ts'
import { hasTokenSyntax } from './syntax.ts'

/**
 * Decides whether an access token is valid: syntax, then `jwtVerify` of jose, then a plain list of checks. It
 * is written from the standards and shares nothing with the core, so that each can find the other's mistakes;
 * it is slow, keeps nothing, and knows neither scopes that a route needs nor how an answer looks.
 */
export async function decide(token: string, settings: ReferenceSettings): Promise<ReferenceVerdict> {
  if (!hasTokenSyntax(token)) return { accepted: false, refusedBy: 'syntax' }
  const verified = await verify(token, settings)
  if (verified === undefined) return { accepted: false, refusedBy: 'jwtVerify' }
  const refusing = checks.find((check) => !check.holds(verified, settings))
  if (refusing !== undefined) return { accepted: false, refusedBy: refusing.name }
  return { accepted: true, context: contextOf(verified.claims) }
}

async function verify(token: string, settings: ReferenceSettings): Promise<ReferenceToken | undefined> {
  const options: JWTVerifyOptions = {
    algorithms: [...settings.algorithms],
    issuer: settings.issuer,
    audience: settings.audience,
    clockTolerance: settings.toleranceSeconds,
    currentDate: new Date(settings.now * 1000),
    requiredClaims: ['iss', 'aud', 'exp']
  }
  const result = await verifyWithAnyKey(token, settings, options)
  return result === undefined ? undefined : { header: result.protectedHeader, claims: result.payload }
}

async function verifyWithAnyKey(token: string, { jwks }: ReferenceSettings, options: JWTVerifyOptions) {
  try {
    return await jwtVerify(token, createLocalJWKSet(jwks), options)
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return undefined
    return firstThatVerifies(error, (key) => jwtVerify(token, key, options))
  }
}

async function firstThatVerifies(
  keys: AsyncIterable<CryptoKey>,
  attempt: (key: CryptoKey) => Promise<JWTVerifyResult>
): Promise<JWTVerifyResult | undefined> {
  for await (const key of keys) {
    const result = await attempt(key).catch(() => undefined)
    if (result !== undefined) return result
  }
  return undefined
}

function contextOf(claims: ReferenceToken['claims']): ReferenceContext {
  const { sub, aud, exp, scope, scp, client_id: clientId, azp } = claims
  return {
    subject: typeof sub === 'string' ? sub : undefined,
    // An empty name names nobody, and a name that is there twice is one name.
    clientId: texts([clientId, azp])[0] ?? '',
    scopes: [...new Set([...scopeTokens(scope), ...scopeTokens(scp)])],
    audience: [...new Set(texts(Array.isArray(aud) ? aud : [aud]))],
    expiresAt: Number(exp)
  }
}

/** Scope tokens of a string (RFC 6749 section 3.3) or, as some servers send them, of an array. */
function scopeTokens(value: unknown): string[] {
  if (typeof value === 'string') return texts(value.split(' '))
  return Array.isArray(value) ? texts(value) : []
}

function texts(values: readonly unknown[]): string[] {
  return values.filter((value): value is string => typeof value === 'string' && value !== '')
}
