/** What a page may do when nothing else is said: nothing. */
const NOTHING = {
  'default-src': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'"
}

/**
 * Middleware that tells browsers what a page may load, call and send.
 *
 * @param {Record<string, string>} directives Of the Content-Security-Policy, beyond those that allow nothing.
 * @returns {import('express').RequestHandler}
 */
export function securityHeaders(directives) {
  const policy = Object.entries({ ...NOTHING, ...directives }).map(([name, sources]) => `${name} ${sources}`)
  const headers = {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer'
  }
  return (_req, res, next) => {
    res.set(headers)
    next()
  }
}
