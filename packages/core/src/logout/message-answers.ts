import type { Answer, AnswerHeaders } from '../challenge/answer.ts'
import { JSON_TYPE } from '../challenge/create-answer.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { MessageAnswers } from './message-kind.ts'

const NO_STORE = { 'Cache-Control': 'no-store' } as const

/** Answers to logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.8, RFC 6749 section 5.2). */
export const logoutAnswers: MessageAnswers = {
  received: answer(200),
  refusesRepeated: true,
  refused: (error) =>
    error.status === 503
      ? tryAgain(error)
      : answer(400, { error: 'invalid_request', error_description: 'the logout token is invalid' })
}

/** The error codes of RFC 8935 section 2.4, and the public text of each. */
const DESCRIPTIONS = {
  invalid_request: 'the request does not have exactly one valid security event token',
  invalid_key: 'the signature of the security event token is invalid',
  invalid_issuer: 'the issuer of the security event token is not trusted',
  invalid_audience: 'the security event token is for another receiver',
  authentication_failed: 'the transmitter is not authenticated'
} as const

/** All other reasons are an `invalid_request`. */
const ERRORS: Readonly<Partial<Record<ErrorCode, keyof typeof DESCRIPTIONS>>> = {
  issuer_missing: 'invalid_issuer',
  issuer_untrusted: 'invalid_issuer',
  algorithm_not_allowed: 'invalid_key',
  key_not_found: 'invalid_key',
  signature_invalid: 'invalid_key',
  audience_missing: 'invalid_audience',
  audience_mismatch: 'invalid_audience',
  credentials_missing: 'authentication_failed'
}

/** Answers to security events (RFC 8935 sections 2.2 to 2.4). */
export const securityEventAnswers: MessageAnswers = {
  received: answer(202),
  refusesRepeated: false,
  refused(error) {
    if (error.status === 503) return tryAgain(error)
    const err = ERRORS[error.code] ?? 'invalid_request'
    return answer(400, { err, description: DESCRIPTIONS[err] }, { 'Content-Language': 'en' })
  }
}

/** The answer to a request that is not a POST (RFC 9110 section 15.5.6). */
export const methodNotAllowed: Answer = answer(405, undefined, { Allow: 'POST' })

/** Seconds after which the sender can try again, if the failure does not say. */
const RETRY_AFTER_SECONDS = 5

function tryAgain({ retryAfterSeconds = RETRY_AFTER_SECONDS }: ProtectedResourceError): Answer {
  return answer(503, undefined, { 'Retry-After': String(retryAfterSeconds) })
}

function answer(status: number, content?: object, headers: AnswerHeaders = {}): Answer {
  const body = content && JSON.stringify(content)
  const type = body === undefined ? {} : { 'Content-Type': JSON_TYPE }
  // The texts are ASCII, so characters are bytes.
  const length = { 'Content-Length': String(body?.length ?? 0) }
  return { status, headers: { ...NO_STORE, ...headers, ...length, ...type }, body }
}
