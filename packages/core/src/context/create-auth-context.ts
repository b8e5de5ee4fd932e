import type { Credentials } from '../credentials/credentials.ts'
import { readFirstString, type ClaimPath } from '../json/claim-path.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { JoseHeader } from '../token/unverified-token.ts'
import type { AuthContext, MachineRule } from './auth-context.ts'
import { readNames, readScopes } from './read-list.ts'

/** Which claims mean what, at one issuer. */
export interface ClaimMapping {
  readonly scopeClaims: readonly ClaimPath[]
  readonly permissionsClaims: readonly ClaimPath[]
  readonly rolesClaims: readonly ClaimPath[]
  readonly clientIdClaims: readonly ClaimPath[]
  readonly isMachine: MachineRule | undefined
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
  deepFreeze(token.header)
  deepFreeze(token.claims)
  return Object.freeze(new VerifiedContext(credentials, token, mapping))
}

/**
 * A class, since nothing else hides the access token from logs and from JSON at no cost: a private member is
 * not enumerable, and takes a fraction of what defining a hidden property does.
 */
class VerifiedContext implements AuthContext {
  readonly #accessToken: string
  readonly scheme: 'Bearer'
  readonly header: JoseHeader
  readonly claims: JsonObject
  readonly issuer: string
  readonly subject: string | undefined
  readonly clientId: string
  readonly audience: readonly string[]
  readonly scopes: string[]
  readonly permissions: readonly string[]
  readonly roles: readonly string[]
  readonly expiresAt: number
  readonly isMachine: boolean | undefined

  constructor(
    { scheme, accessToken }: Credentials,
    { header, claims }: VerifiedToken,
    mapping: ClaimMapping
  ) {
    this.#accessToken = accessToken
    this.scheme = scheme
    this.header = header
    this.claims = claims
    this.issuer = String(claims['iss'])
    this.subject = typeof claims['sub'] === 'string' ? claims['sub'] : undefined
    this.clientId = readFirstString(claims, mapping.clientIdClaims) ?? ''
    this.audience = readNames(claims, AUDIENCE)
    this.scopes = readScopes(claims, mapping.scopeClaims)
    this.permissions = readNames(claims, mapping.permissionsClaims)
    this.roles = readNames(claims, mapping.rolesClaims)
    this.expiresAt = Number(claims['exp'])
    for (const list of [this.audience, this.scopes, this.permissions, this.roles]) Object.freeze(list)
    this.isMachine = mapping.isMachine?.(this)
  }

  get accessToken(): string {
    return this.#accessToken
  }

  get token(): string {
    return this.#accessToken
  }

  get extra(): Record<string, unknown> {
    return this.claims
  }
}

const AUDIENCE: readonly ClaimPath[] = ['aud']

/**
 * Handlers share a context of a token that was verified before, so that none may change it for the next. Not
 * recursive: how deep claims are nested is up to the issuer.
 */
function deepFreeze(root: object): void {
  if (Object.isFrozen(root)) return
  const pending: object[] = [root]
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    Object.freeze(value)
    for (const name in value) {
      const member: unknown = Reflect.get(value, name)
      if (typeof member === 'object' && member !== null && !Object.isFrozen(member)) pending.push(member)
    }
  }
}
