import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'

/**
 * What a sender-constrained access token is bound to, under the names of `cnf` (RFC 7800 section 3.1). At
 * least one member is present.
 */
export interface Confirmation {
  /** SHA-256 thumbprint of the client's DPoP key, in base64url (RFC 9449 section 6.1, RFC 7638). */
  readonly jkt?: string
  /** SHA-256 thumbprint of the client's certificate in DER, in base64url (RFC 8705 section 3.1). */
  readonly 'x5t#S256'?: string
}

/** A way to confirm that the sender of a token is its owner. */
export type ConfirmationMethod = keyof Confirmation

const METHODS: readonly ConfirmationMethod[] = ['jkt', 'x5t#S256']

/** A SHA-256 digest in base64url without padding. */
const THUMBPRINT = /^[\w-]{43}$/

/**
 * Parses the value of `cnf`. Members with other names are ignored next to a member that is known (RFC 7800
 * section 3.1): Keycloak adds `kc-jkt-type` to `jkt`.
 *
 * @param cnf The value of the claim.
 * @returns The confirmation. Undefined if no member is known, or a known one has another form than a
 *   thumbprint.
 */
export function parseConfirmation(cnf: unknown): Confirmation | undefined {
  if (!isJsonObject(cnf)) return undefined
  const known = METHODS.filter((method) => Object.hasOwn(cnf, method))
  if (known.length === 0 || !known.every((method) => isThumbprint(cnf[method]))) return undefined
  return Object.freeze(Object.fromEntries(known.map((method) => [method, cnf[method]])))
}

/**
 * Reads what a token is bound to.
 *
 * @param claims The claims of the token that are not null, without a prototype.
 * @returns The confirmation; undefined if the token has no `cnf`.
 * @throws {ProtectedResourceError} `confirmation_unsupported` for a `cnf` that `parseConfirmation` does not
 *   know.
 */
export function readConfirmation(claims: JsonObject): Confirmation | undefined {
  const { cnf } = claims
  if (cnf === undefined) return undefined
  const confirmation = parseConfirmation(cnf)
  if (confirmation !== undefined) return confirmation
  throw new ProtectedResourceError('confirmation_unsupported', { hint: HINT })
}

const HINT =
  'the token has a "cnf" that Portcullis cannot verify: supported are SHA-256 digests in "jkt" (DPoP) and "x5t#S256" (client certificate)'

function isThumbprint(value: unknown): value is string {
  return typeof value === 'string' && THUMBPRINT.test(value)
}
