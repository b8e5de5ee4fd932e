import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { ResourceRequest } from '../request/resource-request.ts'
import { isToken68 } from './require-token68.ts'

const FORM = /^application\/x-www-form-urlencoded[\t ]*(;|$)/i
const METHODS_WITHOUT_BODY = new Set<string | undefined>([
  'GET',
  'HEAD',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT'
])

/**
 * Reads the access token of a form body, under the conditions of RFC 6750 section 2.2: a form by its media
 * type, and a method whose body has a meaning. Something else must have parsed the body before.
 *
 * @returns The token, or undefined if the body has none.
 * @throws {ProtectedResourceError} `credentials_repeated` or `credentials_malformed`.
 */
export function readBodyToken(request: ResourceRequest): string | undefined {
  if (METHODS_WITHOUT_BODY.has(request.method) || !isForm(request)) return undefined
  const value = memberOf(request.body, 'access_token')
  if (value === undefined) return undefined
  if (Array.isArray(value)) throw new ProtectedResourceError('credentials_repeated')
  if (typeof value === 'string' && isToken68(value)) return copyOf(value)
  throw new ProtectedResourceError('credentials_malformed')
}

/**
 * Copies a text. A substring of a body keeps the whole body in memory for as long as it is cached; a copy
 * does not.
 */
function copyOf(text: string): string {
  return ` ${text}`.slice(1)
}

function isForm(request: ResourceRequest): boolean {
  const type = request.headers['content-type']
  return typeof type === 'string' && FORM.test(type)
}

function memberOf(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined
  return Reflect.get(body, name)
}
