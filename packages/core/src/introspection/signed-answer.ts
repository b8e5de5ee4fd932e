import type { Clock } from '../clock/clock.ts'
import { isInFuture } from '../clock/is-in-future.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { createHeaderMemory } from '../jws/header-memory.ts'
import { parseToken } from '../jws/parse-token.ts'
import type { UnverifiedToken } from '../jws/unverified-token.ts'
import { invalidAnswer, parseAnswer, type IntrospectionAnswer } from './parse-answer.ts'

/** What a signed answer is checked against. */
export interface SignedAnswerSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clock: Clock
  readonly clockToleranceSeconds: number
  /** Verifies the signature with the keys of the issuer. */
  readonly verify: (token: UnverifiedToken) => Promise<unknown>
}

/** Longest signed answer, in characters. */
const MAX_CHARACTERS = 256 * 1024

/** How old a signed answer can be when it arrives, in seconds, clock tolerance not included. */
const MAX_AGE_SECONDS = 60

/**
 * Creates the parser of signed answers (RFC 9701 section 5): type, signature, issuer, audience and time are
 * checked, and the claims are those under `token_introspection`. A plain JSON answer is refused. Encrypted
 * answers are not supported.
 *
 * @param settings What an answer is checked against.
 * @returns The parser.
 */
export function createSignedAnswerParser(
  settings: SignedAnswerSettings
): (content: unknown) => Promise<IntrospectionAnswer> {
  const parsing = { maxTokenBytes: MAX_CHARACTERS, headers: createHeaderMemory() }
  return async (content) => {
    try {
      const token = parseToken(typeof content === 'string' ? content.trim() : '', parsing)
      requireEnvelope(token, settings)
      await settings.verify(token)
      return parseAnswer(token.unverifiedClaims['token_introspection'])
    } catch (error) {
      throw asInvalid(error)
    }
  }
}

/** What our own checks of a token blame on a client is the fault of the authorization server here. */
function asInvalid(error: unknown): unknown {
  const isTheirs = error instanceof ProtectedResourceError && error.status === 401
  return isTheirs ? invalidAnswer(`the signed response of the introspection endpoint: ${error.code}`) : error
}

function requireEnvelope(token: UnverifiedToken, settings: SignedAnswerSettings): void {
  const { issuer, clientId, clock, clockToleranceSeconds } = settings
  const { typ } = token.unverifiedHeader
  const { iss, aud, iat } = token.unverifiedClaims
  if (!/^(?:application\/)?token-introspection\+jwt$/i.test(typ ?? ''))
    throw invalidAnswer('the "typ" of the signed response is not "token-introspection+jwt"')
  if (iss !== issuer) throw invalidAnswer('the signed response is from another issuer')
  if (aud !== clientId && !(Array.isArray(aud) && aud.includes(clientId)))
    throw invalidAnswer('the signed response is for another client: its "aud" is not the option "clientId"')
  const now = clock.now()
  const isTimely =
    typeof iat === 'number' &&
    !isInFuture(iat, now, clockToleranceSeconds) &&
    now - iat <= MAX_AGE_SECONDS + clockToleranceSeconds
  if (!isTimely) throw invalidAnswer('the "iat" of the signed response is missing, in the future, or too old')
}
