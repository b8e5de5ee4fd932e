/** Longest JWK Set document that is read, in bytes after decompression. */
export const MAX_JWKS_BYTES: number = 256 * 1024

/** Most keys in a set. Every key costs an import, and no authorization server has nearly as many. */
export const MAX_KEYS = 100

/** Shortest and longest life that a server's `max-age` can give a key set, in seconds. */
export const MIN_TTL_SECONDS = 60
/** See `MIN_TTL_SECONDS`. */
export const MAX_TTL_SECONDS: number = 24 * 60 * 60

/** A set is fetched again in the background when this part of its life is over ... */
export const REFRESH_AT = 0.8
/** ... give or take this part of that, so that many instances do not come at the same moment. */
export const REFRESH_JITTER = 0.1

/** Shortest and longest wait after a failure, in seconds. */
export const MIN_BACK_OFF_SECONDS = 1
/** See `MIN_BACK_OFF_SECONDS`. */
export const MAX_BACK_OFF_SECONDS = 60
/** The most that a server's `Retry-After` can make us wait, in seconds. */
export const MAX_RETRY_AFTER_SECONDS = 300

/** How many extra fetches unknown key ids may cause, per issuer, in a window ... */
export const REFETCHES_PER_WINDOW = 2
/**
 * ... and how many failed signatures may, which have a count of their own: else a stream of forged tokens
 * would keep out keys that were just rotated.
 */
export const SIGNATURE_REFETCHES_PER_WINDOW = 1
/** The window, in seconds. */
export const REFETCH_WINDOW_SECONDS = 30
/** How long a request waits for such a fetch, in seconds. */
export const REFETCH_WAIT_SECONDS = 2

/** How many key ids that the issuer does not know are remembered ... */
export const UNKNOWN_KIDS = 1000
/** ... and for how many seconds each. */
export const UNKNOWN_KID_MEMORY_SECONDS = 30
