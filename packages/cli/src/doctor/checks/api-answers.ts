import { isSuccess, type Exchange } from '../../http/exchange.ts'
import type { ParsedChallenge } from '../../http/parse-challenges.ts'
import type { ChallengeFacts } from '../facts/doctor-facts.ts'
import { readChallenges } from '../facts/read-challenges.ts'

const TOKEN_SCHEMES = new Set(['bearer', 'dpop'])
/** Errors of a token that was accepted (RFC 6750 section 3.1, RFC 9470 section 3). */
const ERRORS_AFTER_ACCEPTANCE = new Set(['insufficient_scope', 'insufficient_user_authentication'])

/** Returns the challenges for access tokens; others, such as Basic and Negotiate, have another purpose. */
export function tokenChallenges({ challenges }: ChallengeFacts): readonly ParsedChallenge[] {
  return challenges.filter(({ scheme }) => TOKEN_SCHEMES.has(scheme.toLowerCase()))
}

/** Returns the first error code in the challenges of an answer. */
export function errorCode(exchange: Exchange | undefined): string | undefined {
  if (exchange === undefined) return undefined
  const { challenges } = readChallenges(exchange)
  return challenges.map(({ parameters }) => parameters.get('error')).find((code) => code !== undefined)
}

/**
 * Returns whether the API accepted the token: it admitted the request, or requires more than the token
 * grants.
 */
export function isAccepted(exchange: Exchange | undefined): boolean {
  return isSuccess(exchange) || ERRORS_AFTER_ACCEPTANCE.has(errorCode(exchange) ?? '')
}
