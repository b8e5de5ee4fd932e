import { compactVerify, createLocalJWKSet, errors, type CompactVerifyResult, type VerifyOptions } from 'jose'
import { checks } from './checks.ts'
import type {
  ReferenceContext,
  ReferenceSettings,
  ReferenceToken,
  ReferenceVerdict
} from './reference-settings.ts'
import { hasTokenSyntax } from './syntax.ts'

/**
 * Decides whether an access token is valid: syntax, then `compactVerify` of jose, then a plain list of
 * checks. Written from the standards, and shares nothing with the core, so each can find the other's
 * mistakes. Slow, and caches nothing. Knows neither the scopes of a route nor the form of an answer.
 */
export async function decide(token: string, settings: ReferenceSettings): Promise<ReferenceVerdict> {
  if (!hasTokenSyntax(token)) return { accepted: false, refusedBy: 'syntax' }
  const verified = await verify(token, settings)
  if (verified === undefined) return { accepted: false, refusedBy: 'compactVerify' }
  const refusing = checks.find((check) => !check.holds(verified, settings))
  if (refusing !== undefined) return { accepted: false, refusedBy: refusing.name }
  return { accepted: true, context: contextOf(verified.claims) }
}

async function verify(token: string, settings: ReferenceSettings): Promise<ReferenceToken | undefined> {
  const result = await verifyWithAnyKey(token, settings, { algorithms: [...settings.algorithms] })
  const claims = result && parseObject(new TextDecoder().decode(result.payload))
  if (result === undefined || claims === undefined) return undefined
  // RFC 7515 section 4.1.11: crit is a list, so null is wrong and not absent.
  const { crit, ...header } = result.protectedHeader
  return {
    header: { ...withoutNull(header), ...(crit === undefined ? {} : { crit }) },
    claims: withoutNull(claims)
  }
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** A member that is null is treated as absent. */
function withoutNull(object: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null))
}

async function verifyWithAnyKey(token: string, { jwks }: ReferenceSettings, options: VerifyOptions) {
  const findKey = createLocalJWKSet(jwks)
  try {
    return await compactVerify(token, (header) => findKey(withoutNull(header)), options)
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return undefined
    return firstThatVerifies(error, (key) => compactVerify(token, key, options))
  }
}

async function firstThatVerifies(
  keys: AsyncIterable<CryptoKey>,
  attempt: (key: CryptoKey) => Promise<CompactVerifyResult>
): Promise<CompactVerifyResult | undefined> {
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
