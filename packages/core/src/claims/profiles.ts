import { checkAudience } from './check-audience.ts'
import { checkBound, checkConfirmation } from './check-confirmation.ts'
import { checkRequired, checkSubject } from './check-form.ts'
import { checkIdToken, checkIdTokenClaims } from './check-id-token.ts'
import { checkKind } from './check-kind.ts'
import { checkAge, checkExpiry, checkIssuedAt, checkNotBefore } from './check-times.ts'
import { checkAccessTokenType, checkJwtType } from './check-type.ts'
import type { ClaimCheck } from './claim-check.ts'

/**
 * What counts as an access token. `rfc9068`: exactly as RFC 9068 requires. `jwt`: what common authorization
 * servers issue; a missing type is accepted, but a token with any marker of another kind is refused. `fapi2`:
 * the same as `jwt`, and bound to a key or certificate (FAPI 2.0 Security Profile section 5.3.4).
 */
export type ProfileName = 'jwt' | 'rfc9068' | 'fapi2'

const COMMON: readonly ClaimCheck[] = [
  checkIdTokenClaims,
  checkExpiry,
  checkNotBefore,
  checkIssuedAt,
  checkAge,
  checkAudience,
  checkSubject,
  checkConfirmation
]

/** The checks of each profile, in order. The issuer was matched before. */
export const PROFILES: Readonly<Record<ProfileName, readonly ClaimCheck[]>> = {
  jwt: [checkJwtType, checkKind, checkIdToken, ...COMMON],
  rfc9068: [checkAccessTokenType, checkKind, checkRequired, ...COMMON],
  fapi2: [checkJwtType, checkKind, checkIdToken, ...COMMON, checkBound]
}
