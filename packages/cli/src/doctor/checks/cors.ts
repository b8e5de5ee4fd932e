import { headerLine, headerLines, isSuccess, type Exchange } from '../../http/exchange.ts'

/** Returns whether an answer has CORS headers for any origin. */
export function hasCors(exchange: Exchange): boolean {
  return headerLine(exchange, 'access-control-allow-origin') !== undefined
}

/**
 * Returns whether a page of the origin can read an answer (Fetch, CORS check); two lines are treated as
 * absent.
 */
export function allowsOrigin(exchange: Exchange | undefined, origin: string | undefined): boolean {
  const [allowed, ...others] = headerLines(exchange, 'access-control-allow-origin')
  return allowed !== undefined && others.length === 0 && (allowed === '*' || allowed === origin)
}

/** Returns whether a preflight permits a request of the origin: a 2xx status that names the origin. */
export function allowsPreflight(exchange: Exchange | undefined, origin: string | undefined): boolean {
  return isSuccess(exchange) && allowsOrigin(exchange, origin)
}

/** Returns whether a preflight permits a header. `*` does, except for `Authorization` (Fetch). */
export function allowsHeader(exchange: Exchange | undefined, name: string): boolean {
  const names = namesIn(exchange, 'access-control-allow-headers')
  return names.has(name) || (names.has('*') && name !== 'authorization')
}

/** Returns whether a page can read a header of an answer. `*` permits it for requests without cookies (Fetch). */
export function exposesHeader(exchange: Exchange | undefined, name: string): boolean {
  const names = namesIn(exchange, 'access-control-expose-headers')
  const isForCookies = headerLine(exchange, 'access-control-allow-credentials') === 'true'
  return names.has(name) || (names.has('*') && !isForCookies)
}

function namesIn(exchange: Exchange | undefined, header: string): ReadonlySet<string> {
  const names = headerLines(exchange, header).flatMap((line) => line.split(','))
  return new Set(names.map((name) => name.trim().toLowerCase()))
}
