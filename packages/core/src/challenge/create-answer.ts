import { ownMembersOf } from '../errors/own-members.ts'
import type { ChallengeParameters, ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { Answer, AnswerHeaders } from './answer.ts'
import { isSeconds } from './is-seconds.ts'
import { serializeChallenges, type ChallengeSettings } from './serialize-challenges.ts'

/** Settings of answers. */
export interface AnswerSettings extends ChallengeSettings {
  /** Whether the body includes reason code and hint; never in production. */
  readonly explain: boolean
}

/**
 * The type of JSON answers. With the parameter, which Fastify adds if it is missing: every framework answers
 * with the same bytes.
 */
export const JSON_TYPE = 'application/json; charset=utf-8'

const UTF8 = new TextEncoder()

/** Seconds after which a client can try again, if the refusal does not say. */
const RETRY_AFTER_SECONDS = 5

/**
 * Creates the answer to a refused request. The one place that writes `WWW-Authenticate`, `Retry-After` and
 * the body.
 *
 * @param error The refusal.
 * @param settings The settings.
 * @returns The answer.
 */
export function createAnswer(error: ProtectedResourceError, settings: AnswerSettings): Answer {
  const body = createBody(error, settings.explain)
  return {
    status: error.status,
    headers: {
      ...ownHeaders(error, settings),
      'Cache-Control': 'no-store',
      // Stated here so that HEAD gets the same fields as GET (RFC 9110 section 9.3.2).
      'Content-Length': String(UTF8.encode(body).length),
      ...(body === undefined ? {} : { 'Content-Type': JSON_TYPE })
    },
    body
  }
}

/** A server-side failure gets no challenge, but a time to try again (RFC 9110 sections 15.6.4 and 10.2.3). */
function ownHeaders(error: ProtectedResourceError, settings: ChallengeSettings): AnswerHeaders {
  if (error.status !== 503) return { ...challengeHeader(error, settings), ...nonceHeader(error) }
  const { retryAfterSeconds: seconds } = error
  return { 'Retry-After': String(isSeconds(seconds) ? seconds : RETRY_AFTER_SECONDS) }
}

function challengeHeader(error: ProtectedResourceError, settings: ChallengeSettings): AnswerHeaders {
  const challenges = serializeChallenges(error, settings)
  const [only = '', second] = challenges
  return { 'WWW-Authenticate': second === undefined ? only : challenges }
}

/** RFC 9449 section 9. */
function nonceHeader({ challenge = {} }: ProtectedResourceError): AnswerHeaders {
  const { dpopNonce } = ownMembersOf<ChallengeParameters>(challenge)
  return dpopNonce === undefined ? {} : { 'DPoP-Nonce': dpopNonce }
}

/** A client that sent no credentials only learns that it needs some (RFC 6750 section 3.1). */
function createBody(
  { oauthError, description, code, hint }: ProtectedResourceError,
  explain: boolean
): string | undefined {
  const explanation = explain ? { code, hint } : {}
  if (oauthError === undefined) return explain ? JSON.stringify(explanation) : undefined
  return JSON.stringify({ error: oauthError, error_description: description, ...explanation })
}
