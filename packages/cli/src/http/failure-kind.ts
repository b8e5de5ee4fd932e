import type { FailureKind } from './exchange.ts'

const KINDS: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: 'unknown_host',
  EAI_AGAIN: 'unknown_host',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ETIMEDOUT: 'timed_out',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  HPE_INVALID_CONSTANT: 'reset',
  CERT_HAS_EXPIRED: 'expired_certificate',
  CERT_NOT_YET_VALID: 'expired_certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong_host_certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted_certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted_certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted_certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted_certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted_certificate',
  CERT_UNTRUSTED: 'untrusted_certificate',
  CERT_REVOKED: 'untrusted_certificate',
  EPROTO: 'tls',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls'
}

/** The failures of a certificate or a handshake. */
export const TLS_FAILURES: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'untrusted_certificate',
  'wrong_host_certificate',
  'expired_certificate',
  'tls'
])

/** Returns the runtime's code of a connection error; `UNKNOWN` if it has none. */
export function failureCodeOf(error: unknown): string {
  if (error instanceof AggregateError) return failureCodeOf(error.errors[0])
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'UNKNOWN'
}

/** Returns the kind of a connection failure for the runtime's code. */
export function failureKindOf(code: string): FailureKind {
  return KINDS[code] ?? (/SSL|TLS/.test(code) ? 'tls' : 'other')
}
