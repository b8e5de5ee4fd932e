/**
 * How the key sets of issuers are kept. The defaults are meant to be left alone; `docs/keys.md` explains
 * each.
 */
export interface KeyOptions {
  /**
   * Life of a key set, in seconds, where the server does not state one by `Cache-Control: max-age`; and the
   * longest that it can state beside `no-store` or `no-cache`. At least 60, at most 86,400.
   *
   * @default 600
   */
  readonly ttlSeconds?: number
  /**
   * How long, after its life is over, the last good set serves on while the issuer is unreachable, in
   * seconds. 0 switches it off; at most 86,400.
   *
   * @default 21_600 (6 hours)
   */
  readonly staleIfErrorSeconds?: number
  /**
   * For the whole fetch of a document, the body included, in seconds. At most 30.
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
