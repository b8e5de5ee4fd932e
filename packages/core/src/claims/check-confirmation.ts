import { parseConfirmation } from '../confirmation/confirmation.ts'
import type { ClaimCheck, ClaimFailure } from './claim-check.ts'

/**
 * `cnf`, if present, has a member that this resource verifies, and none of the known ones that it does not:
 * otherwise a bound token would become a bearer token (RFC 7800 section 3.1, RFC 9449 section 7.2). Whether
 * the sender owns the token is verified later, for each request.
 */
export const checkConfirmation: ClaimCheck = ({ unverifiedClaims }, { confirmable }) => {
  const { cnf } = unverifiedClaims
  if (cnf === undefined) return undefined
  const confirmation = parseConfirmation(cnf)
  if (confirmation === undefined) return unsupported(HINT_FORM)
  const unknown = Object.keys(confirmation).find((method) => !confirmable.has(method))
  if (unknown === undefined) return undefined
  return unsupported(unknown === 'jkt' ? HINT_DPOP : HINT_CERTIFICATE)
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
const HINT_DPOP =
  'the token is bound to a key (DPoP): set the option "dpop", or have the client request an unbound token, without a DPoP proof'
const HINT_CERTIFICATE =
  'the token is bound to a client certificate: set the option "mutualTls", or have the client request an unbound token'
const HINT_NOT_BOUND =
  'the profile "fapi2" requires sender-constrained tokens: the client must send a DPoP proof, or its certificate, to the token endpoint'
