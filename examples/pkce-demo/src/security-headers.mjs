/** The default for a page: it can do nothing. */
const NOTHING = {
  'default-src': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'"
}

/**
 * Middleware that tells browsers what a page can load, call and send.
 *
 * @param {Record<string, string>} directives Of the Content-Security-Policy, in addition to the defaults.
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
