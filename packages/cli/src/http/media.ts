import { isJsonObject, parseJson, type JsonObject } from '../json/json.ts'
import { headerLine, statusOf, type Exchange } from './exchange.ts'

/** Returns the media type of an answer in lower case, without parameters. */
export function mediaTypeOf(exchange: Exchange | undefined): string | undefined {
  return headerLine(exchange, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase()
}

/** Returns whether a 200 answer is an HTML page. */
export function isHtml(exchange: Exchange | undefined): boolean {
  return statusOf(exchange) === 200 && looksLikeHtml(exchange)
}

/** Returns whether an answer of any status is an HTML page: by its type, or by its first characters. */
export function looksLikeHtml(exchange: Exchange | undefined): boolean {
  if (exchange?.outcome !== 'answered') return false
  return mediaTypeOf(exchange) === 'text/html' || /^\s*<(?:!doctype|html)/i.test(exchange.answer.body)
}

/** Returns the target of a redirect, resolved against the address of the request; undefined if it is none. */
export function redirectTarget(exchange: Exchange | undefined): URL | undefined {
  const location = headerLine(exchange, 'location')
  const isRedirect = Math.trunc((statusOf(exchange) ?? 0) / 100) === 3
  if (exchange === undefined || location === undefined || !isRedirect) return undefined
  return URL.canParse(location, exchange.url) ? new URL(location, exchange.url) : undefined
}

/** Returns the JSON object of a complete 200 answer, else undefined. */
export function readDocument(exchange: Exchange | undefined): JsonObject | undefined {
  if (exchange?.outcome !== 'answered' || statusOf(exchange) !== 200 || exchange.answer.truncated)
    return undefined
  const document = parseJson(exchange.answer.body)
  return isJsonObject(document) ? document : undefined
}
