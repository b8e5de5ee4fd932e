/**
 * @import {
 *   NextRequest,
 *   Page
 * } from '../authorization-server.ts'
 */

/**
 * Submits the form of a page: hidden fields as they stand, the others from `values` by their names.
 *
 * @param {Page} page With one form that is sent by POST.
 * @param {Readonly<Record<string, string>>} values What a person would type.
 * @returns {NextRequest} The request that the browser would send.
 */
export function submitForm({ url, html }, values) {
  const form = /<form\b[^>]*\bmethod="post"[^>]*>.*?<\/form>/isu.exec(html)?.[0]
  const action = attribute(form ?? '', 'action')
  if (form === undefined || action === undefined) throw new Error(`there is no form on ${url.pathname}`)
  const body = new URLSearchParams()
  for (const [input] of form.matchAll(/<input\b[^>]*>/giu)) {
    const name = attribute(input, 'name')
    if (name !== undefined && attribute(input, 'type') !== 'checkbox')
      body.set(name, values[name] ?? attribute(input, 'value') ?? '')
  }
  return { url: new URL(action, url), init: { method: 'POST', body } }
}

/**
 * @param {string} element The source of an element, from its start tag on.
 * @param {string} name Of the attribute.
 * @returns {string | undefined} Its value.
 */
function attribute(element, name) {
  const startTag = element.slice(0, element.indexOf('>') + 1)
  return new RegExp(`\\s${name}="([^"]*)"`, 'iu').exec(startTag)?.[1]?.replaceAll('&amp;', '&')
}
