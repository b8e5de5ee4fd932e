import ts from 'typescript'
import { countCodeLines, violation, walk, type Source, type Violation } from './source.ts'

/** The compiler is never told to look away; the linter only with a reason after `--`. */
const SUPPRESSION = /@ts-(?:ignore|expect-error|nocheck)|(?:oxlint|eslint)-disable(?!.* -- \w)/

/** Places where a check is switched off, and classes that are not errors. */
export function findUntyped(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const suppressed = source.text.split('\n').flatMap((line, index) => {
      return SUPPRESSION.test(line) ? [`${source.path}:${index + 1}: a check is switched off`] : []
    })
    return [...suppressed, ...[...walk(source.tree)].flatMap((node) => findUntypedNode(source, node))]
  })
}

/** Files with a class that is not an error, for the reason that the file gives; Nest injects classes. */
const CLASSES = [
  'packages/core/src/adapter/admission.ts',
  'packages/core/src/context/create-auth-context.ts',
  'packages/nestjs/src/contexts/refusal.ts',
  'packages/nestjs/src/portcullis-guard.ts',
  'packages/nestjs/src/portcullis-module.ts'
]

function findUntypedNode(source: Source, node: ts.Node): Violation[] {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return [violation(source, node, '"any"')]
  if (ts.isNonNullExpression(node)) return [violation(source, node, 'a non-null assertion')]
  if (ts.isClassLike(node) && !extendsError(node) && !CLASSES.includes(source.path)) {
    return [violation(source, node, 'a class that is not an error')]
  }
  return []
}

function extendsError(node: ts.ClassLikeDeclaration): boolean {
  return node.heritageClauses?.some((clause) => /^extends \w*Error\b/.test(clause.getText())) ?? false
}

const MAXIMUM_ASSERTIONS_PER_1000_LINES = 5

/** Type assertions (`as`) are for what the compiler cannot know; many of them mean that types are wrong. */
export function findManyAssertions(sources: readonly Source[]): Violation[] {
  const assertions = sources.flatMap((source) => {
    const found = [...walk(source.tree)].filter((node) => ts.isAsExpression(node) && !isConst(node))
    return found.map((node) => violation(source, node, `"${node.getText(source.tree)}"`))
  })
  const lines = sources.reduce((sum, source) => sum + countCodeLines(source), 0)
  return assertions.length * 1000 > lines * MAXIMUM_ASSERTIONS_PER_1000_LINES ? assertions : []
}

function isConst(node: ts.AsExpression): boolean {
  return ts.isConstTypeReference(node.type)
}
