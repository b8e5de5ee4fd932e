import { headerLine, headerLines, statusOf, type Exchange } from '../../http/exchange.ts'

/** Whether an answer has CORS headers for anybody. */
export function hasCors(exchange: Exchange): boolean {
  return headerLine(exchange, 'access-control-allow-origin') !== undefined
}

/** Whether an answer may be read by a page of the origin (Fetch, CORS check); two lines are as good as none. */
export function allowsOrigin(exchange: Exchange | undefined, origin: string | undefined): boolean {
  const [allowed, ...others] = headerLines(exchange, 'access-control-allow-origin')
  return allowed !== undefined && others.length === 0 && (allowed === '*' || allowed === origin)
}

/** Whether a preflight permits a request of the origin: a 2xx status and the origin named. */
export function allowsPreflight(exchange: Exchange | undefined, origin: string | undefined): boolean {
  const status = statusOf(exchange) ?? 0
  return status >= 200 && status < 300 && allowsOrigin(exchange, origin)
}

/** Whether a preflight names a header. `*` does, but not for `Authorization` (Fetch). */
export function allowsHeader(exchange: Exchange | undefined, name: string): boolean {
  const names = namesIn(exchange, 'access-control-allow-headers')
  return names.has(name) || (names.has('*') && name !== 'authorization')
}

/** Whether a page may read a header of an answer. `*` allows it, but not to requests with cookies (Fetch). */
export function exposesHeader(exchange: Exchange | undefined, name: string): boolean {
  const names = namesIn(exchange, 'access-control-expose-headers')
  const isForCookies = headerLine(exchange, 'access-control-allow-credentials') === 'true'
  return names.has(name) || (names.has('*') && !isForCookies)
}

function namesIn(exchange: Exchange | undefined, field: string): ReadonlySet<string> {
  const names = headerLines(exchange, field).flatMap((line) => line.split(','))
  return new Set(names.map((name) => name.trim().toLowerCase()))
}
