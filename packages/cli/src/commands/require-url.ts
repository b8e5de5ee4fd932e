import { UsageError } from '../terminal/usage-error.ts'

/**
 * Returns an option that must be an absolute http(s) URL; undefined stays undefined.
 *
 * @throws {UsageError} If it is not such a URL
 */
export function requireUrl(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const protocol = URL.canParse(text) ? new URL(text).protocol : ''
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new UsageError(`${option} takes an absolute URL, such as https://api.example.com`)
  return text
}

/**
 * Returns an option that must be the origin of a browser app; undefined stays undefined. Apps can have their
 * own scheme.
 *
 * @throws {UsageError} If it has no scheme and host
 */
export function requireOrigin(text: string | undefined): string | undefined {
  if (text === undefined || (URL.canParse(text) && new URL(text).host !== '')) return text
  throw new UsageError('--origin takes scheme and host, such as https://app.example.com')
}

/**
 * Returns the issuer, whatever its form: the doctor reports what is wrong with it.
 *
 * @throws {UsageError} If there is none
 */
export function requireIssuer(issuer: string | undefined): string {
  if (issuer === undefined || issuer === '') {
    throw new UsageError('name the issuer, such as https://auth.example.com, or set OAUTH_ISSUER')
  }
  return issuer
}

/**
 * Returns the audience in an option; undefined stays undefined.
 *
 * @throws {UsageError} If it is empty: no token names it
 */
export function requireAudience(audience: string | undefined): string | undefined {
  if (audience === '') throw new UsageError('--audience takes the "aud" of tokens for the API; it is empty')
  return audience
}
