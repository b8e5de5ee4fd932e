import type { Credentials } from '../credentials/credentials.ts'
import { ignoreRejection } from '../flow/ignore-rejection.ts'
import { readClaim, readFirstString, type ClaimPath } from '../json/claim-path.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { JoseHeader } from '../jws/unverified-token.ts'
import type { AuthContext, MachineRule } from './auth-context.ts'
import { deepFreeze } from './deep-freeze.ts'
import { readNames, readScopes } from './read-list.ts'
import { createShared } from './shared.ts'

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
  readonly issuer: string
  readonly header: JoseHeader
  readonly claims: JsonObject
  /** Parses the claims of the token again, where they were not kept. */
  readonly parseClaims: (accessToken: string) => JsonObject
}

/** A context that can do without its claims. */
export interface VerifiedContext extends AuthContext {
  /** The text that the token came in: see `Credentials`. */
  readonly presented: string
  /** Becomes small: it parses its claims again when they are asked for. */
  dropClaims(): void
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
): VerifiedContext {
  return new Context(credentials, token, mapping)
}

const AUDIENCE: readonly ClaimPath[] = ['aud']

/** Client ids, of which there are far fewer than tokens. */
const clientIds = createShared<string>()

/** A promise, above all, is no verdict: nobody waits for it here. */
function verdictOf(answer: unknown): boolean | undefined {
  ignoreRejection(answer)
  return typeof answer === 'boolean' ? answer : undefined
}

/** What was dropped last: whoever has just been let in is about to be asked for it. */
let dropped: { readonly context: AuthContext; readonly claims: JsonObject } | undefined

/**
 * A class, since nothing else hides the token and the claims from logs and from JSON at no cost: a private
 * member is not enumerable, and takes a fraction of what defining a hidden property does.
 */
class Context implements VerifiedContext {
  readonly #presented: string
  readonly #tokenLength: number
  readonly #parseClaims: (accessToken: string) => JsonObject
  #claims: JsonObject | undefined
  readonly scheme: 'Bearer'
  readonly header: JoseHeader
  readonly issuer: string
  readonly clientId: string
  readonly audience: readonly string[]
  readonly scopes: string[]
  readonly permissions: readonly string[]
  readonly roles: readonly string[]
  readonly expiresAt: number
  readonly isMachine: boolean | undefined

  constructor(credentials: Credentials, token: VerifiedToken, mapping: ClaimMapping) {
    const { issuer, header, claims, parseClaims } = token
    this.#presented = credentials.presented
    this.#tokenLength = credentials.accessToken.length
    this.#parseClaims = parseClaims
    this.#claims = claims
    this.scheme = credentials.scheme
    this.header = deepFreeze(header)
    this.issuer = issuer
    this.clientId = clientIds.get(readFirstString(claims, mapping.clientIdClaims) ?? '', String)
    this.audience = readNames(claims, AUDIENCE)
    this.scopes = readScopes(claims, mapping.scopeClaims)
    this.permissions = readNames(claims, mapping.permissionsClaims)
    this.roles = readNames(claims, mapping.rolesClaims)
    this.expiresAt = Number(readClaim(claims, 'exp'))
    // Asked last: the rule sees everything but its own verdict.
    this.isMachine = mapping.isMachine === undefined ? undefined : verdictOf(mapping.isMachine(this))
    Object.freeze(this)
  }

  get presented(): string {
    return this.#presented
  }

  // Cut out when it is asked for: to keep it, too, would be one more object to keep for each token.
  get accessToken(): string {
    return this.#presented.slice(this.#presented.length - this.#tokenLength)
  }

  get token(): string {
    return this.accessToken
  }

  get claims(): JsonObject {
    this.#claims ??= dropped?.context === this ? dropped.claims : this.#parseClaims(this.accessToken)
    // Frozen when they are first seen: nobody can have changed them before.
    return deepFreeze(this.#claims)
  }

  get extra(): Record<string, unknown> {
    return this.claims
  }

  get subject(): string | undefined {
    const sub = readClaim(this.claims, 'sub')
    return typeof sub === 'string' ? sub : undefined
  }

  dropClaims(): void {
    if (this.#claims === undefined) return
    dropped = { context: this, claims: this.#claims }
    this.#claims = undefined
  }
}
