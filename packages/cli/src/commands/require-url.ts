import { UsageError } from './usage-error.ts'

/**
 * An absolute http(s) URL given as an option; undefined stays undefined.
 *
 * @throws {UsageError} when the text is no such URL
 */
export function requireUrl(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const protocol = URL.canParse(text) ? new URL(text).protocol : ''
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new UsageError(`${option} takes an absolute URL, such as https://api.example.com`)
  return text
}

/**
 * The origin of a browser app given as an option; undefined stays undefined. Apps have schemes of their own.
 *
 * @throws {UsageError} when the text names no scheme and host
 */
export function requireOrigin(text: string | undefined): string | undefined {
  if (text === undefined || (URL.canParse(text) && new URL(text).host !== '')) return text
  throw new UsageError('--origin takes scheme and host, such as https://app.example.com')
}

/**
 * The issuer, which everything needs. It is not judged here: saying what is wrong with it is the doctor's
 * task.
 *
 * @throws {UsageError} when there is none
 */
export function requireIssuer(issuer: string | undefined): string {
  if (issuer === undefined || issuer === '') {
    throw new UsageError('name the issuer, such as https://auth.example.com, or set OAUTH_ISSUER')
  }
  return issuer
}

/**
 * The audience given as an option; undefined stays undefined.
 *
 * @throws {UsageError} when it is empty: no token would name it
 */
export function requireAudience(audience: string | undefined): string | undefined {
  if (audience === '')
    throw new UsageError('--audience takes what tokens for the API say in "aud"; it is empty')
  return audience
}
