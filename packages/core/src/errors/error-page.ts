import type { ErrorCode } from './codes.ts'

/** The origin of the documentation site. Empty, since the site has no public address yet. */
const SITE = ''

/**
 * Returns where the documentation explains a reason code, such as `/errors#audience_mismatch`: what happened,
 * and what to do. A path of the documentation site. It is for developers: never send it to a client, because
 * clients must not learn the code.
 */
export function errorPage(code: ErrorCode): string {
  return `${SITE}/errors#${code}`
}
