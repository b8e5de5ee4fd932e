import { MAX_METADATA_BYTES } from '../issuers/metadata-source.ts'
import { KEY_DEFAULTS, MAX_JWKS_BYTES, MAX_KEYS } from '../keys/key-options.ts'
import { resolveOptions } from '../options/resolve-options.ts'

/** Difference between clocks that a protected resource accepts by default, in seconds. */
export const DEFAULT_CLOCK_TOLERANCE_SECONDS: number = resolveOptions(
  { issuer: 'https://issuer.invalid', audience: 'urn:none' },
  {}
).clockToleranceSeconds

/** Limits and defaults of a protected resource that decide whether it can use what a server publishes. */
export const LIMITS: Readonly<
  Record<'metadataBytes' | 'keySetBytes' | 'keys' | 'fetchTimeoutSeconds' | 'clockToleranceSeconds', number>
> = {
  metadataBytes: MAX_METADATA_BYTES,
  keySetBytes: MAX_JWKS_BYTES,
  keys: MAX_KEYS,
  fetchTimeoutSeconds: KEY_DEFAULTS.fetchTimeoutSeconds,
  clockToleranceSeconds: DEFAULT_CLOCK_TOLERANCE_SECONDS
}
