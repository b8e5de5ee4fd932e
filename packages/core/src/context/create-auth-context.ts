import { readConfirmation, type Confirmation } from '../confirmation/confirmation.ts'
import type { Credentials } from '../credentials/credentials.ts'
import { ignoreRejection } from '../flow/ignore-rejection.ts'
import { readFirstString, type ClaimPath } from '../json/claim-path.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { ImpliedScopes } from '../scopes/implied-scopes.ts'
import type { JoseHeader } from '../jws/unverified-token.ts'
import type { AccessTokenClaims } from './access-token-claims.ts'
import type { AuthContext, MachineRule } from './auth-context.ts'
import { deepFreeze } from './deep-freeze.ts'
import { createSharedValues } from './shared-values.ts'
import { addImplied, readNames, readScopes } from './claim-lists.ts'
import type { Scheme } from '../errors/scheme.ts'

/** Which claims mean what, at one issuer. */
export interface ClaimMapping {
  readonly scopeClaims: readonly ClaimPath[]
  readonly permissionsClaims: readonly ClaimPath[]
  readonly rolesClaims: readonly ClaimPath[]
  readonly clientIdClaims: readonly ClaimPath[]
  readonly isMachine: MachineRule | undefined
  readonly impliedScopes: ImpliedScopes
  /** Undefined if the resource has no metadata. */
  readonly published: PublishedResource | undefined
}

/** A protected resource with metadata. */
export interface PublishedResource {
  readonly resource: string
  readonly metadataUrl: string
}

/** Claims that are valid. */
export interface VerifiedClaims {
  /** The claims that are not null, without a prototype: see `ownMembers`. */
  readonly claims: JsonObject
  /** Parses the claims set that handlers see. */
  readonly parseClaims: (accessToken: string) => JsonObject
}

/** A token whose signature and claims are valid. */
export interface VerifiedToken extends VerifiedClaims {
  readonly issuer: string
  readonly header: JoseHeader
}

/** A context that can do without its claims. */
export interface VerifiedContext extends AuthContext {
  /** The text that the token came in: see `Credentials`. */
  readonly text: string
  /**
   * Drops the claims: the context parses them again if they are read. A cached token then takes half the
   * memory.
   */
  dropClaims(): void
  /** Makes `claims` what a schema made of them. `extra` stays as in the token. */
  replaceClaims(output: JsonObject): void
}

/**
 * Creates the context that handlers see.
 *
 * @param credentials What the client presented.
 * @param token Its verified token.
 * @param mapping Which claims mean what.
 * @returns The context, deeply frozen.
 */
export function createAuthContext(
  credentials: Credentials,
  token: VerifiedToken,
  mapping: ClaimMapping
): VerifiedContext {
  const { published } = mapping
  const Class = published === undefined ? Context : classOf(published)
  return new Class(credentials, token, mapping)
}

const AUDIENCE: readonly ClaimPath[] = ['aud']

/** There are far fewer client ids than tokens. */
const clientIds = createSharedValues<string>()

/** Reads the verdict of the option `isMachine`. A promise is not one: nothing waits for it. */
function verdictOf(answer: unknown): boolean | undefined {
  ignoreRejection(answer)
  return typeof answer === 'boolean' ? answer : undefined
}

/**
 * A class, since private members hide the token and the claims from logs and from JSON for a fraction of what
 * hidden properties cost.
 */
class Context implements VerifiedContext {
  readonly #text: string
  readonly #tokenLength: number
  readonly #parseClaims: (accessToken: string) => JsonObject
  #claims: JsonObject | undefined
  #output: JsonObject | undefined
  readonly scheme: Scheme
  readonly header: JoseHeader
  readonly issuer: string
  readonly subject: string | undefined
  readonly clientId: string
  readonly audience: readonly string[]
  readonly scopes: string[]
  readonly permissions: readonly string[]
  readonly roles: readonly string[]
  readonly confirmation: Confirmation | undefined
  readonly expiresAt: number
  readonly isMachine: boolean | undefined

  constructor(credentials: Credentials, token: VerifiedToken, mapping: ClaimMapping) {
    const { issuer, header, claims, parseClaims } = token
    const { sub, exp } = claims
    this.#text = credentials.text
    this.#tokenLength = credentials.accessToken.length
    this.#parseClaims = parseClaims
    this.scheme = credentials.scheme
    this.header = deepFreeze(header)
    this.issuer = issuer
    this.subject = typeof sub === 'string' ? sub : undefined
    this.clientId = clientIds.get(readFirstString(claims, mapping.clientIdClaims) ?? '', String)
    this.audience = readNames(claims, AUDIENCE)
    this.scopes = addImplied(readScopes(claims, mapping.scopeClaims), mapping.impliedScopes)
    this.permissions = readNames(claims, mapping.permissionsClaims)
    this.roles = readNames(claims, mapping.rolesClaims)
    this.confirmation = readConfirmation(claims)
    this.expiresAt = Number(exp)
    // Called last: the rule sees everything but its own verdict.
    this.isMachine = mapping.isMachine === undefined ? undefined : verdictOf(mapping.isMachine(this))
    Object.freeze(this)
  }

  get text(): string {
    return this.#text
  }

  // Cut out on demand, so that the token is not kept twice.
  get accessToken(): string {
    return this.#text.slice(this.#text.length - this.#tokenLength)
  }

  get token(): string {
    return this.accessToken
  }

  get claims(): AccessTokenClaims {
    return this.#output ?? this.extra
  }

  // Frozen on first use: nothing else holds a reference before.
  get extra(): Record<string, unknown> {
    this.#claims ??= this.#parseClaims(this.accessToken)
    return deepFreeze(this.#claims)
  }

  dropClaims(): void {
    this.#claims = undefined
  }

  replaceClaims(output: JsonObject): void {
    this.#output = deepFreeze(output)
  }
}

/** A class for each resource with metadata: its contexts take no more memory than others. */
const classes = new WeakMap<PublishedResource, typeof Context>()

function classOf(published: PublishedResource): typeof Context {
  const known = classes.get(published)
  if (known !== undefined) return known
  const { resource, metadataUrl } = published
  const created = class extends Context implements AuthContext {
    // Not shared: a URL can be changed.
    get resource(): URL {
      return new URL(resource)
    }

    get resourceMetadataUrl(): string {
      return metadataUrl
    }
  }
  classes.set(published, created)
  return created
}
