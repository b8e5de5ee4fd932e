import { parseConfirmation } from '../confirmation/confirmation.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { ClaimCheck, ClaimFailure } from './claim-check.ts'

/**
 * `cnf`, if present, has a member that this resource verifies, and none of the known ones that it does not:
 * otherwise a bound token would become a bearer token (RFC 7800 section 3.1, RFC 9449 section 7.2). For the
 * same reason a token of the type DPoP has one. Whether the sender owns the token is verified later, for each
 * request.
 */
export const checkConfirmation: ClaimCheck = ({ unverifiedClaims }, { confirmable }) => {
  const { cnf } = unverifiedClaims
  if (cnf === undefined) return isCalledDpop(unverifiedClaims) ? unsupported(HINT_NO_KEY) : undefined
  const confirmation = parseConfirmation(cnf)
  if (confirmation === undefined) return unsupported(HINT_FORM)
  const unknown = Object.keys(confirmation).find((method) => !confirmable.has(method))
  if (unknown === undefined) return undefined
  return unsupported(unknown === 'jkt' ? HINT_DPOP : HINT_CERTIFICATE)
}

/**
 * Returns whether a token says that it is bound to a key: `token_type` in an answer of introspection (RFC
 * 9449 section 6.2; compared without case, RFC 6749 section 5.1), and `typ` in a token of Keycloak.
 */
function isCalledDpop({ token_type: ofAnswer, typ }: JsonObject): boolean {
  return [ofAnswer, typ].some((value) => typeof value === 'string' && value.toLowerCase() === 'dpop')
}

/** The token is bound to something (FAPI 2.0 Security Profile section 5.3.4). */
export const checkBound: ClaimCheck = ({ unverifiedClaims }) =>
  unverifiedClaims['cnf'] === undefined
    ? { code: 'token_not_bound', claim: 'cnf', hint: HINT_NOT_BOUND }
    : undefined

function unsupported(hint: string): ClaimFailure {
  return { code: 'confirmation_unsupported', claim: 'cnf', hint }
}

const HINT_FORM =
  'the token has a "cnf" that Portcullis cannot verify: supported are SHA-256 digests in "jkt" (DPoP) and "x5t#S256" (client certificate)'
const HINT_NO_KEY =
  'the token is of the type DPoP, but names no key ("cnf.jkt"): the authorization server must add it to the token or to its answer of introspection'
const HINT_DPOP =
  'the token is bound to a key (DPoP): set the option "dpop", or have the client request an unbound token, without a DPoP proof'
const HINT_CERTIFICATE =
  'the token is bound to a client certificate: set the option "mutualTls", or have the client request an unbound token'
const HINT_NOT_BOUND =
  'the profile "fapi2" requires sender-constrained tokens: the client must send a DPoP proof, or its certificate, to the token endpoint'
