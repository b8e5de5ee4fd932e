/** @import {Route} from './call-api.js' */

/**
 * The lines of an API that decide about a route: the protection and the route. A public route comes before
 * the protection and has none.
 *
 * @param {string} code Paragraphs: one for the protection, one for each route.
 * @param {Route} route
 */
export function codeOf(code, { method, path }) {
  const paragraphs = code.split('\n\n')
  const start = `app.${method.toLowerCase()}('${path}'`
  const routeAt = paragraphs.findIndex((paragraph) => paragraph.startsWith(start))
  const isProtection = (/** @type {string} */ paragraph) => !/^app\.(?:get|post)\(/u.test(paragraph)
  return paragraphs
    .filter((paragraph, index) => index === routeAt || (index < routeAt && isProtection(paragraph)))
    .join('\n\n')
}

/**
 * Whether a line refused the call: the guard of the scope a 403, the authentication a 401.
 *
 * @param {string} line
 * @param {number} status
 */
export function isDeciding(line, status) {
  if (status === 403) return line.includes('requireScopes(')
  return status === 401 && line.includes('requireAuth(')
}
