import ts from 'typescript'
import { importsOf, resolveRelative } from './imports.ts'
import { violation, walk, type Source, type Violation } from './source.ts'

/** Header text that only the core writes. */
const HEADER_TEXT = /www-authenticate|bearer|dpop/i

/** Names of claims that only the core reads. */
const CLAIM_NAMES = new Set(
  `iss sub aud exp nbf iat jti scope scp client_id azp cnf acr auth_time
  permissions roles groups realm_access resource_access`.split(/\s+/)
)

/** Adapter code that knows more than the five steps of the adapter contract. */
export function findAdapterViolations(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => [...findReaches(source), ...findKnowledge(source)])
}

/** What core has for adapters. */
const ENTRY_POINTS = new Set(
  ['', '/adapter', '/openapi', '/presets'].map((subpath) => `@portcullis/core${subpath}`)
)

/** Imports that pass core's entry points by. */
function findReaches(source: Source): Violation[] {
  const home = source.path.split('/').slice(0, 3).join('/')
  return importsOf(source).flatMap(({ specifier, node }) => {
    const path = resolveRelative(source, specifier)
    const leaves = path !== undefined && !path.startsWith(`${home}/`)
    const reaches = specifier.startsWith('@portcullis/') && !ENTRY_POINTS.has(specifier)
    return leaves || reaches ? [violation(source, node, `reaches into "${specifier}"`)] : []
  })
}

function findKnowledge(source: Source): Violation[] {
  return [...walk(source.tree)].flatMap((node) => {
    const text = textOf(node)
    if (text === undefined) return []
    if (HEADER_TEXT.test(text)) return [violation(source, node, `header text "${text}" belongs to the core`)]
    if (CLAIM_NAMES.has(text)) return [violation(source, node, `claim name "${text}" belongs to the core`)]
    return []
  })
}

/** What a string says, or the name of a member that is read. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) return node.text
  if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return node.text
  return ts.isPropertyAccessExpression(node) ? node.name.text : undefined
}
