import type { INestApplicationContext } from '@nestjs/common'
import { MetadataScanner, ModulesContainer } from '@nestjs/core'
import { ConfigurationError } from '@portcullis/core'
import { openApiOperation, type OpenApiOperation, type OpenApiOptions } from '@portcullis/core/openapi'
import { readPolicy, reflector, type Handler, type Policy } from './policy.ts'

/** An OpenAPI 3 document of `@nestjs/swagger`, as far as it is read. */
export interface OpenApiDocument {
  /** By path the operations, each with its `operationId`, by method. */
  readonly paths: Readonly<Record<string, object>>
}

/** A handler of a controller. */
interface Operation {
  /** What `@nestjs/swagger` calls it, followed by its version if it has one. */
  readonly id: string
  readonly policy: Policy | undefined
}

/**
 * Adds to each operation of an OpenAPI document how the application protects it: the security requirements,
 * the extension `x-requirements`, and the refusals. Public operations have an empty list. Whatever an
 * operation already declares is kept.
 *
 * @typeParam D The type of the document.
 * @param document What `SwaggerModule.createDocument` returns; it is not changed.
 * @param app The application.
 * @param options Names of the security schemes.
 * @returns The document with security.
 * @throws {ConfigurationError} For an operation that no handler has: a document with an `operationIdFactory`
 *   of the application, or of another one.
 */
export function addOpenApiSecurity<D extends OpenApiDocument>(
  document: D,
  app: INestApplicationContext,
  options: OpenApiOptions = {}
): D {
  const handlers = operationsOf(app.get(ModulesContainer))
  const secure = (written: object): object => {
    const id: unknown = Reflect.get(written, 'operationId')
    if (typeof id !== 'string') return written
    const operation = describe(find(handlers, id), options)
    const own: unknown = Reflect.get(written, 'responses')
    return { ...operation, ...written, responses: Object.assign({ ...operation.responses }, own) }
  }
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const members = Object.entries(item).map(([name, member]: [string, unknown]) => {
      const isOperation = typeof member === 'object' && member !== null && !Array.isArray(member)
      return [name, isOperation ? secure(member) : member]
    })
    return [path, Object.fromEntries(members) as object]
  })
  return { ...document, paths: Object.fromEntries(paths) as object }
}

function describe(policy: Policy | undefined, options: OpenApiOptions): OpenApiOperation {
  if (policy === undefined) return { security: [] }
  return openApiOperation(policy.guard, { ...options, allowAnonymous: policy.allowAnonymous === true })
}

/** A handler with a longer name wins: `Orders_list_all` is not a version of `Orders_list`. */
function find(handlers: readonly Operation[], id: string): Policy | undefined {
  const found = handlers.filter((handler) => id === handler.id || id.startsWith(`${handler.id}_`))
  const [first, second] = found.toSorted((one, other) => other.id.length - one.id.length)
  if (first !== undefined && first.id !== second?.id) return first.policy
  const problem = first === undefined ? 'no handler has it' : 'several classes have this name'
  throw new ConfigurationError('document', `the operation "${id}": ${problem}; ${IDS}`)
}

const IDS =
  'do not set operationIdFactory, and give each class or @ApiOperation({ operationId }) its own name'

function operationsOf(modules: ModulesContainer): Operation[] {
  const wrappers = [...modules.values()].flatMap(({ controllers }) => [...controllers.values()])
  const classes = wrappers.map(({ metatype }) => metatype).filter(isClass)
  return classes.flatMap((type) => {
    const prototype = type.prototype as object
    return new MetadataScanner().getAllMethodNames(prototype).map((name) => {
      const method = Reflect.get(prototype, name) as Handler
      const own = reflector.get<{ operationId?: string } | undefined>('swagger/apiOperation', method)
      return { id: own?.operationId ?? `${type.name}_${name}`, policy: readPolicy(type, method) }
    })
  })
}

function isClass(type: unknown): type is Handler {
  return typeof type === 'function' && typeof type.prototype === 'object'
}

export { openApiSecuritySchemes } from '@portcullis/core/openapi'
export type { OpenApiOptions, OpenApiSchemeOptions, OpenApiSecurityScheme } from '@portcullis/core/openapi'
