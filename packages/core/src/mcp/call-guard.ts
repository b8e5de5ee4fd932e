import { allOf } from '../guards/create-guards.ts'
import { guardOf, isGuard, type Guard, type HasGuard } from '../guards/guard.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'

/** What calls of tools require: a guard for every request, or a guard for each tool, by its name. */
export type CallRequirement = Guard | HasGuard | Readonly<Record<string, Guard | HasGuard>>

/** Decides which guard a request has to satisfy. */
export interface CallGuard {
  /** Every guard that a request can need. */
  readonly guards: readonly Guard[]
  readonly guardFor: GuardFor
}

/**
 * Returns the guard of a request: the base guard and those of all tools that it calls, as one. Undefined if
 * it requires nothing but a token. Takes the HTTP method and the parsed body: a JSON-RPC message, or a list
 * of them.
 */
export type GuardFor = (method: string | undefined, body: unknown) => Guard | undefined

/**
 * Creates the guards of calls: one refusal names the scopes of the whole call, since clients request exactly
 * these.
 *
 * @param base The guard of every request.
 * @param requirement What calls require in addition.
 * @throws {ConfigurationError} For a requirement that is not a guard.
 */
export function createCallGuard(base: readonly Guard[], requirement: CallRequirement): CallGuard {
  const isOne = isGuard(requirement) || typeof requirement === 'function'
  const always = isOne ? [...base, guardOf(requirement)] : base
  const byTool = isOne ? [] : Object.entries<Guard | HasGuard>({ ...requirement })
  const tools = new Map(byTool.map(([name, given]) => [name, guardOf(given)]))
  const all = [...always, ...tools.values()]
  return {
    guards: all,
    guardFor(method, body) {
      const hasBody = body !== undefined && body !== null
      if (!hasBody && method !== 'POST') return combine(always)
      const messages: readonly unknown[] = Array.isArray(body) ? body : [body]
      // A body that no JSON parser has read could be any call, and so could what a copy of it inherits.
      if (!messages.every(isReadable)) return combine(all)
      const called = messages
        .map(calledTool)
        .flatMap((name) => (name === undefined ? [] : (tools.get(name) ?? [])))
      return combine([...always, ...called])
    }
  }
}

function combine(guards: readonly Guard[]): Guard | undefined {
  const [first, ...more] = new Set(guards)
  return first === undefined || more.length === 0 ? first : allOf(first, ...more)
}

/** Whether a message and its parameters say themselves what they call. */
function isReadable(message: unknown): message is object {
  return isPlain(message) && (!isJsonObject(message['params']) || isPlain(message['params']))
}

/**
 * Whether a value is an object of JSON, and not a buffer or a stream. In a copy, the member `__proto__` sets
 * the prototype: both SDKs copy so with zod before 4.4.
 */
function isPlain(value: unknown): value is JsonObject {
  if (!isJsonObject(value) || Object.hasOwn(value, '__proto__')) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Reads which tool a message calls. Inherited members count, as they do for the SDKs. */
function calledTool(message: object): string | undefined {
  const { method, params }: { method?: unknown; params?: unknown } = message
  const name: unknown = isJsonObject(params) ? params['name'] : undefined
  return method === 'tools/call' && typeof name === 'string' ? name : undefined
}
