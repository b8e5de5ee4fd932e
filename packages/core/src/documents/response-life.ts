/** The part of the `headers` of a `Response` that is used. */
export interface ResponseHeaders {
  /** Returns the value of a header; null if it is missing. */
  get(name: string): string | null
}

/**
 * Reads how long a response can be used: `max-age` minus its `Age` (RFC 9111 section 4.2). With `no-store` or
 * `no-cache`, at most the default.
 *
 * @param headers The headers of the response.
 * @param defaultSeconds How long it is used by default.
 * @returns Seconds, or undefined without a usable `max-age`.
 */
export function readLifeSeconds(headers: ResponseHeaders, defaultSeconds: number): number | undefined {
  const cacheControl = headers.get('cache-control') ?? ''
  const maxAge = /(?:^|[\s,])max-age="?(\d{1,15})"?(?:$|[\s,])/i.exec(cacheControl)?.[1]
  if (maxAge === undefined) return undefined
  const age = /^\d{1,15}$/.exec(headers.get('age') ?? '')?.[0] ?? '0'
  const seconds = Math.max(0, Number(maxAge) - Number(age))
  return /(?:^|[\s,])no-(?:store|cache)(?:$|[\s,])/i.test(cacheControl)
    ? Math.min(seconds, defaultSeconds)
    : seconds
}

/**
 * Reads `Retry-After`, in seconds or as a date (RFC 9110 section 10.2.3).
 *
 * @param headers The headers of the response.
 * @param now Wall-clock seconds.
 * @returns Seconds from now, never negative, or undefined.
 */
export function readRetryAfterSeconds(headers: ResponseHeaders, now: number): number | undefined {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value)
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date / 1000 - now)
}
