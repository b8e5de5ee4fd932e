/**
 * How the key sets of issuers are cached. The defaults suit nearly every API; `docs/keys.md` explains each.
 */
export interface KeyOptions {
  /**
   * Lifetime of a key set, in seconds, if the server does not send `Cache-Control: max-age`; and the maximum
   * that `max-age` can set together with `no-store` or `no-cache`. At least 60, at most 86,400.
   *
   * @default 600
   */
  readonly ttlSeconds?: number
  /**
   * How long an expired key set stays in use while the issuer is unreachable, in seconds (RFC 5861 section
   * 4). 0 turns this off; at most 86,400.
   *
   * @default 21_600 (6 hours)
   */
  readonly staleIfErrorSeconds?: number
  /**
   * Timeout of a whole fetch, body included, in seconds. At most 30.
   *
   * @default 3
   */
  readonly fetchTimeoutSeconds?: number
}

/** `KeyOptions` with the defaults filled in. */
export type ResolvedKeyOptions = Required<KeyOptions>

/** The defaults of `KeyOptions`. */
export const KEY_DEFAULTS: ResolvedKeyOptions = {
  ttlSeconds: 600,
  staleIfErrorSeconds: 6 * 60 * 60,
  fetchTimeoutSeconds: 3
}

/** Longest JWK Set document that is read, in bytes after decompression. */
export const MAX_JWKS_BYTES: number = 256 * 1024

/** Most keys in a set. Every key costs an import, and no authorization server has nearly as many. */
export const MAX_KEYS = 100

/** Shortest lifetime that a server's `max-age` can give a key set, in seconds. @public */
export const MIN_TTL_SECONDS = 60
/** Longest lifetime that a server's `max-age` can give a key set, in seconds. @public */
export const MAX_TTL_SECONDS: number = 24 * 60 * 60

/** A set is fetched again in the background when this part of its lifetime has passed ... */
export const REFRESH_AT = 0.8
/** ... plus or minus this part of that, so that many instances do not fetch at the same moment. */
export const REFRESH_JITTER = 0.1

/** Shortest wait after a failure, in seconds. */
export const MIN_BACK_OFF_SECONDS = 1
/** Longest wait after a failure, in seconds. @public */
export const MAX_BACK_OFF_SECONDS = 60
/** Longest wait that a server's `Retry-After` can ask for, in seconds. @public */
export const MAX_RETRY_AFTER_SECONDS = 300

/** How many fetches for unknown key ids an issuer gets in immediate succession ... */
export const REFETCHES_AT_ONCE = 2
/** ... and after how many seconds it gets one more. */
export const REFETCH_EVERY_SECONDS = 10
/**
 * After how many seconds a failed signature can cause another fetch. Counted separately: else a stream of
 * forged tokens would keep out keys that were just rotated.
 */
export const SIGNATURE_REFETCH_EVERY_SECONDS = 30
/** After how many seconds unknown key ids can cause another look at the metadata. */
export const METADATA_REFETCH_EVERY_SECONDS = 60
/** How long a request waits for such fetches, in seconds. */
export const REFETCH_WAIT_SECONDS = 2

/** How many unknown key ids of an issuer are cached ... */
export const UNKNOWN_KIDS = 1000
/** ... and for how many seconds each. */
export const UNKNOWN_KID_MEMORY_SECONDS = 10

/** Returns the lifetime of a key set, within its bounds, in seconds. */
export function lifetimeSeconds(stated: number): number {
  return Math.min(Math.max(stated, MIN_TTL_SECONDS), MAX_TTL_SECONDS)
}

/** Returns after how many seconds of its lifetime a set is fetched again, at random within the jitter. */
export function refreshSeconds(ttlSeconds: number): number {
  return ttlSeconds * REFRESH_AT * (1 + (Math.random() * 2 - 1) * REFRESH_JITTER)
}

/**
 * Returns how long to wait after the n-th failure in a row, in seconds: at random between one second and a
 * bound that doubles up to a minute ("full jitter", so many instances do not return at the same moment), or
 * as long as the server asks, within a bound.
 *
 * @param failures Failures in a row, from 1.
 * @param retryAfterSeconds The server's `Retry-After`, if any.
 */
export function backOffSeconds(failures: number, retryAfterSeconds: number | undefined): number {
  const bound = Math.min(MAX_BACK_OFF_SECONDS, MIN_BACK_OFF_SECONDS * 2 ** Math.min(failures, 10))
  const jittered = MIN_BACK_OFF_SECONDS + Math.random() * (bound - MIN_BACK_OFF_SECONDS)
  return Math.max(jittered, Math.min(retryAfterSeconds ?? 0, MAX_RETRY_AFTER_SECONDS))
}
