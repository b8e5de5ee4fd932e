import ts from 'typescript'
import { countCodeLines, violation, walk, type Source, type Violation } from './source.ts'

const MAXIMUM_FILE = 200
const MAXIMUM_FUNCTION = 50
const MAXIMUM_ADAPTER = 135

/** A module for Nest is more than middleware: decorators, life cycle, and a check of all handlers. */
const MAXIMUM_NEST_MODULE = 250

/** How Nest calls handlers over HTTP, GraphQL and WebSockets, and how each of them refuses. */
const MAXIMUM_NEST_CONTEXTS = 200

/** Files and functions with more lines of code than a reader can hold. */
export function findSizeViolations(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => [...findLongFile(source), ...findLongFunctions(source)])
}

function findLongFile(source: Source): Violation[] {
  const lines = countCodeLines(source)
  return lines > MAXIMUM_FILE ? [`${source.path}:1: ${lines} lines of code, at most ${MAXIMUM_FILE}`] : []
}

function findLongFunctions(source: Source): Violation[] {
  return [...walk(source.tree)].filter(ts.isFunctionLike).flatMap((node) => {
    const lines = countCodeLines(source, node)
    if (lines <= MAXIMUM_FUNCTION) return []
    return [violation(source, node, `a function of ${lines} lines of code, at most ${MAXIMUM_FUNCTION}`)]
  })
}

/** The entry point for MCP servers, which other APIs do not load. */
const MAXIMUM_MCP = 60

/**
 * An adapter is thin: all files that a request with a token passes stay small together. None passes
 * `openapi.ts` and `receivers.ts`. The contexts of Nest are counted by themselves.
 */
export function findThickAdapter(name: string, sources: readonly Source[]): Violation[] {
  const passed = sources.filter(({ path }) => !/\/src\/(?:openapi|receivers)\.ts$/.test(path))
  const isContext = ({ path }: Source): boolean => path.startsWith('packages/nestjs/src/contexts/')
  const isMcp = ({ path }: Source): boolean => path.endsWith('/src/mcp.ts')
  const isOwn = (source: Source): boolean => !isContext(source) && !isMcp(source)
  const parts = [
    { part: name, maximum: name === 'nestjs' ? MAXIMUM_NEST_MODULE : MAXIMUM_ADAPTER, isIn: isOwn },
    { part: `${name}/contexts`, maximum: MAXIMUM_NEST_CONTEXTS, isIn: isContext },
    { part: `${name}/mcp`, maximum: MAXIMUM_MCP, isIn: isMcp }
  ]
  return parts.flatMap(({ part, maximum, isIn }) => {
    const lines = passed.filter(isIn).reduce((sum, source) => sum + countCodeLines(source), 0)
    return lines > maximum ? [`${part}: ${lines} lines of code, at most ${maximum}`] : []
  })
}
