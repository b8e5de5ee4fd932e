import { headerLine, type Exchange } from './exchange.ts'

/** The media type of an answer, lower case, without parameters. */
export function mediaTypeOf(exchange: Exchange | undefined): string | undefined {
  return headerLine(exchange, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase()
}

/** Whether a 200 answer is a page for people: by its type, or by how it starts. */
export function isHtml(exchange: Exchange | undefined): boolean {
  if (exchange?.outcome !== 'answered' || exchange.answer.status !== 200) return false
  return looksLikeHtml(exchange)
}

/** Whether an answer of any status is a page for people. */
export function looksLikeHtml(exchange: Exchange | undefined): boolean {
  if (exchange?.outcome !== 'answered') return false
  return mediaTypeOf(exchange) === 'text/html' || /^\s*<(?:!doctype|html)/i.test(exchange.answer.body)
}

/**
 * Where a redirect answer points, resolved against the address that gave it; undefined when it is no
 * redirect.
 */
export function redirectTarget(exchange: Exchange | undefined): URL | undefined {
  const location = headerLine(exchange, 'location')
  if (
    exchange?.outcome !== 'answered' ||
    location === undefined ||
    Math.trunc(exchange.answer.status / 100) !== 3
  ) {
    return undefined
  }
  return URL.canParse(location, exchange.url) ? new URL(location, exchange.url) : undefined
}
