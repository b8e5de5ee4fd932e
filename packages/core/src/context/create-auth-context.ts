import { readFirstString, type ClaimPath } from '../json/claim-path.ts'
import type { Credentials } from '../credentials/credentials.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { JoseHeader } from '../token/unverified-token.ts'
import type { AuthContext } from './auth-context.ts'
import { readNames, readScopes } from './read-list.ts'

/** Which claims mean what, at one issuer. */
export interface ClaimMapping {
  readonly scopeClaims: readonly ClaimPath[]
  readonly permissionsClaims: readonly ClaimPath[]
  readonly rolesClaims: readonly ClaimPath[]
  readonly clientIdClaims: readonly ClaimPath[]
}

/** A token whose signature and claims were found good. */
export interface VerifiedToken {
  readonly header: JoseHeader
  readonly claims: JsonObject
}

/**
 * Makes the context that handlers see.
 *
 * @param credentials What the client presented.
 * @param token Its verified token.
 * @param mapping Which claims mean what.
 * @returns The context, frozen to the bottom.
 */
export function createAuthContext(
  credentials: Credentials,
  token: VerifiedToken,
  mapping: ClaimMapping
): AuthContext {
  const { header, claims } = token
  const { iss, sub, exp, aud } = claims
  const visible = {
    scheme: credentials.scheme,
    header: deepFreeze(header),
    claims: deepFreeze(claims),
    extra: claims,
    issuer: String(iss),
    subject: typeof sub === 'string' ? sub : undefined,
    clientId: readFirstString(claims, mapping.clientIdClaims) ?? '',
    audience: readAudience(aud),
    scopes: readScopes(claims, mapping.scopeClaims),
    permissions: readNames(claims, mapping.permissionsClaims),
    roles: readNames(claims, mapping.rolesClaims),
    expiresAt: Number(exp)
  }
  const secret = { value: credentials.accessToken, enumerable: false }
  const context = Object.defineProperties(visible, { accessToken: secret, token: secret })
  return deepFreeze(context as typeof visible & { accessToken: string; token: string })
}

function readAudience(aud: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  return values.filter((value) => typeof value === 'string')
}

/**
 * Handlers share a context of a token that was verified before, so that none may change it for the next. Not
 * recursive: how deep claims are nested is up to the issuer.
 */
function deepFreeze<T extends object>(root: T): T {
  const pending: object[] = [root]
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    Object.freeze(value)
    for (const member of Object.values(value) as readonly unknown[]) {
      if (typeof member === 'object' && member !== null && !Object.isFrozen(member)) pending.push(member)
    }
  }
  return root
}
