import { statusOf, type Exchange } from '../../http/exchange.ts'
import type { ParsedChallenge } from '../../http/parse-challenges.ts'
import type { ChallengeFacts } from '../facts/doctor-facts.ts'
import { readChallenges } from '../facts/read-api.ts'

const TOKEN_SCHEMES = new Set(['bearer', 'dpop'])
/** What only a token that was believed can lack (RFC 6750 section 3.1, RFC 9470 section 3). */
const ERRORS_AFTER_ACCEPTANCE = new Set(['insufficient_scope', 'insufficient_user_authentication'])

/** The challenges that ask for an access token; others, such as Basic and Negotiate, are for somebody else. */
export function tokenChallenges({ challenges }: ChallengeFacts): readonly ParsedChallenge[] {
  return challenges.filter(({ scheme }) => TOKEN_SCHEMES.has(scheme.toLowerCase()))
}

/** The first error code in the challenges of an answer. */
export function errorCode(exchange: Exchange | undefined): string | undefined {
  if (exchange === undefined) return undefined
  const { challenges } = readChallenges(exchange)
  return challenges.map(({ parameters }) => parameters.get('error')).find((code) => code !== undefined)
}

/** Whether the API believed the token: it let the request in, or minds only what the token grants. */
export function isAccepted(exchange: Exchange | undefined): boolean {
  const status = statusOf(exchange) ?? 0
  return (status >= 200 && status < 300) || ERRORS_AFTER_ACCEPTANCE.has(errorCode(exchange) ?? '')
}
