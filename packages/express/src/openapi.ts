import { ConfigurationError } from '@portcullis/core'
import { openApiOperationOf, type OpenApiOptions } from '@portcullis/core/openapi'

/** An OpenAPI 3 document, as far as it is read. */
export interface OpenApiDocument {
  /** By path, such as `/orders/{id}`, the operations by method in lower case. */
  readonly paths?: Readonly<Record<string, object>>
}

/** The part of a layer of Express 4 and 5 that is read. */
interface Layer {
  /** Newer versions return what they matched; older ones keep it in `path`. */
  match(path: string): boolean | { readonly path: string }
  readonly path?: string
  readonly handle: unknown
  /** Of a layer of a route: the method; without it, all. */
  readonly method?: string
  readonly route?: { readonly stack: readonly Layer[] }
}

const METHODS: readonly string[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/**
 * Adds to each operation of an OpenAPI document how the application protects it: the security requirements,
 * the extension `x-requirements`, and the refusals. It asks the router which middleware runs for the path, so
 * nested routers are included. Operations before `requireAuth` are public. Whatever an operation already
 * declares is kept.
 *
 * @typeParam D The type of the document.
 * @param document The document; it is not changed.
 * @param router An Express application or a router, once all routes are defined. The routes of an application
 *   that is mounted in another one cannot be read: pass that application, with its part of the document.
 * @param options Names of the security schemes.
 * @returns The document with security.
 * @throws {ConfigurationError} For an operation without a route. A path parameter with its own pattern needs
 *   an `example` that matches.
 */
export function addOpenApiSecurity<D extends OpenApiDocument>(
  document: D,
  router: object,
  options: OpenApiOptions = {}
): D {
  const stack = stackOf(router)
  const secure = (path: string, item: object): object => {
    const operations = Object.entries(item).filter(([method]) => METHODS.includes(method))
    const secured = operations.map(([method, operation]: [string, object]): [string, object] => {
      const found = search(stack, method, samplePath(path, [item, operation]))
      if (!found.isRoute)
        throw new ConfigurationError('document', `no route for ${method.toUpperCase()} ${path}: ${NO_ROUTE}`)
      return [method, merge(openApiOperationOf(found.handlers, options), operation)]
    })
    return { ...item, ...Object.fromEntries(secured) }
  }
  const items = Object.entries(document.paths ?? {})
  const paths = items.map(([path, item]): [string, object] => [
    path,
    path.startsWith('/') ? secure(path, item) : item
  ])
  return { ...document, paths: Object.fromEntries(paths) }
}

const NO_ROUTE =
  'it was not defined yet, is in a mounted application, or has a path parameter with a pattern, which needs an "example"'

/** What runs for a request, in order, and whether that includes a route. */
interface Found {
  readonly handlers: readonly unknown[]
  readonly isRoute: boolean
  /** Whether nothing after it runs. */
  readonly isLast?: boolean
}

function search(stack: readonly Layer[], method: string, path: string): Found {
  const handlers: unknown[] = []
  let isRoute = false
  for (const layer of stack) {
    const match = layer.match(path)
    if (match === false) continue
    const { path: matched = '' } = match === true ? layer : match
    const found = searchLayer(layer, method, path.slice(matched.length))
    handlers.push(...found.handlers)
    isRoute ||= found.isRoute
    if (found.isLast === true) return { handlers, isRoute, isLast: true }
  }
  return { handlers, isRoute }
}

/** A route of one method answers, unless it only has guards. One of all methods can pass the request on. */
function searchLayer({ route, handle }: Layer, method: string, rest: string): Found {
  if (route !== undefined) {
    const layers = route.stack.filter((each) => each.method === undefined || each.method === method)
    const isLast = layers.some((each) => each.method === method && !isGuard(each.handle))
    return { handlers: layers.map((each) => each.handle), isRoute: layers.length > 0, isLast }
  }
  const inner: unknown = Reflect.get(Object(handle), 'stack')
  if (!areLayers(inner)) return { handlers: [handle], isRoute: false }
  return search(inner, method, `/${rest.replace(/^\//, '')}`)
}

function isGuard(handle: unknown): boolean {
  return ['guard', 'protectedResource'].some((name) => Reflect.get(Object(handle), name) !== undefined)
}

function areLayers(stack: unknown): stack is readonly Layer[] {
  return Array.isArray(stack)
}

/** A router has its stack; an application of Express 4 has `_router`, and one of Express 5 `router`. */
function stackOf(router: object): readonly Layer[] {
  const own: unknown = Reflect.get(router, 'lazyrouter' in router ? '_router' : 'router')
  const stack: unknown = Reflect.get(Object(own ?? router), 'stack')
  return areLayers(stack) ? stack : []
}

/** The path with examples of its parameters, which a pattern of a route can require. */
function samplePath(path: string, holders: readonly object[]): string {
  const parameters = holders.flatMap((holder): unknown => Reflect.get(holder, 'parameters') ?? [])
  return path.replaceAll(/\{([^}]+)\}/g, (placeholder, name: string) => {
    const parameter = parameters.find((each) => Reflect.get(Object(each), 'name') === name)
    const example: unknown = Reflect.get(Object(parameter), 'example')
    const isPlain = typeof example === 'string' || typeof example === 'number'
    return isPlain ? encodeURIComponent(example) : placeholder
  })
}

function merge(operation: ReturnType<typeof openApiOperationOf>, written: object): object {
  const own: unknown = Reflect.get(written, 'responses')
  const responses: object = Object.assign({ ...operation.responses }, own)
  return { ...operation, ...written, responses }
}

export { openApiSecuritySchemes } from '@portcullis/core/openapi'
export type { OpenApiOptions, OpenApiSchemeOptions, OpenApiSecurityScheme } from '@portcullis/core/openapi'
