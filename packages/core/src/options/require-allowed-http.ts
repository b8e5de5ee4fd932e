import { plainHttpHost } from '../documents/is-acceptable-url.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'

/** A URL in options, and how the user knows it. */
export interface NamedUrl {
  /** The option or argument. */
  readonly option: string
  /** The same in a sentence: `option "issuer"`. */
  readonly name: string
  readonly url: string
}

/**
 * Requires that the host of a plain http URL is in `dangerouslyAllowHttp`. Checks nothing else.
 *
 * @param named The URL.
 * @param httpHosts The option.
 * @throws {ConfigurationError} If it is not; the message says what to write.
 */
export function requireAllowedHttp({ option, name, url }: NamedUrl, httpHosts: readonly string[]): void {
  const host = plainHttpHost(url)
  if (host === undefined || httpHosts.includes(host)) return
  throw new ConfigurationError(
    option,
    `${name} must be an https URL; plain http is accepted on the loopback interface, and inside a network that you trust with dangerouslyAllowHttp: ['${host}']`
  )
}
