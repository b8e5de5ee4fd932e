/**
 * @import {
 *   Page,
 *   PageAnswerer,
 *   Visit
 * } from '../authorization-server.ts'
 */

const PAGES_AT_MOST = 20

/**
 * A browser without a window: cookies by name, no script.
 *
 * @returns {Visit} Loads one page.
 */
function createUserAgent() {
  /** @type {Map<string, string>} */
  const cookies = new Map()
  return async (url, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) keepCookie(cookies, line)
    return response
  }
}

/**
 * @param {Map<string, string>} cookies What is kept.
 * @param {string} line A Set-Cookie line.
 */
function keepCookie(cookies, line) {
  const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/u.exec(line) ?? []
  const expires = Date.parse(/;\s*expires=([^;]+)/iu.exec(line)?.[1] ?? '')
  const isOver = /;\s*max-age=(?:0|-)/iu.test(line) || expires < Date.now()
  if (isOver) cookies.delete(name)
  else cookies.set(name, value)
}

/**
 * Goes from the authorization request to the authorization response, filling in the pages on the way.
 *
 * @param {URL} authorizationRequest Where to begin.
 * @param {string} redirectUri Where the client waits; it is never loaded.
 * @param {PageAnswerer} answerPage What the person does.
 * @returns {Promise<URL>} The redirect URI with the authorization response.
 */
export async function visitUntilRedirect(authorizationRequest, redirectUri, answerPage) {
  const visit = createUserAgent()
  /** @type {{ url: URL; init?: RequestInit }} */
  let next = { url: authorizationRequest }
  for (let pages = 0; pages < PAGES_AT_MOST; pages += 1) {
    if (next.url.href.startsWith(redirectUri)) return next.url
    const { url } = next
    const response = await visit(url, next.init)
    const location = response.headers.get('location')
    next =
      location === null
        ? await answerPage(await pageOf(url, response), visit)
        : { url: new URL(location, url) }
  }
  throw new Error('the sign-in did not come back to the client')
}

/**
 * @param {URL} url Of the page.
 * @param {Response} response What came.
 * @returns {Promise<Page>} The page.
 */
async function pageOf(url, response) {
  const html = await response.text()
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status} during the sign-in`)
  return { url, html }
}
