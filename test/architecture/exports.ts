import ts from 'typescript'
import { violation, type Source, type Violation } from './source.ts'

/** Exports without a doc comment, and forms of export that hide what is public. */
export function findExportViolations(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => [...findUndocumented(source), ...findHiddenExports(source)])
}

function findUndocumented(source: Source): Violation[] {
  const documented = new Set<string>()
  const exported = new Map<string, ts.Node>()
  const reexported = locallyReexported(source)

  for (const statement of source.tree.statements) {
    for (const name of declaredNames(statement)) {
      if (isExported(statement) || reexported.has(name)) exported.set(name, statement)
      if (hasDocComment(statement)) documented.add(name)
    }
  }
  return [...exported]
    .filter(([name]) => !documented.has(name))
    .map(([name, node]) => violation(source, node, `"${name}" is exported without a doc comment`))
}

/** Names that a file exports apart from their declaration: `export { name }`, `export default name`. */
function locallyReexported(source: Source): Set<string> {
  const names = source.tree.statements.flatMap((statement) => {
    if (ts.isExportAssignment(statement)) {
      return ts.isIdentifier(statement.expression) ? [statement.expression.text] : []
    }
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier !== undefined) return []
    const { exportClause } = statement
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) return []
    return exportClause.elements.map((element) => (element.propertyName ?? element.name).text)
  })
  return new Set(names)
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((declaration) => declaration.name.getText())
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  return isNamed && statement.name !== undefined ? [statement.name.text] : []
}

function isExported(statement: ts.Statement): boolean {
  return hasModifier(statement, ts.SyntaxKind.ExportKeyword)
}

function hasDocComment(node: ts.Node): boolean {
  return ts.getJSDocCommentsAndTags(node).some((doc) => ts.isJSDoc(doc) && doc.comment !== undefined)
}

/** The one entry point that is passed on whole: its list is in core alone, so that nobody has to keep two. */
const PRESETS = '@portcullis/core/presets'

function specifierOf({ moduleSpecifier }: ts.ExportDeclaration): string | undefined {
  return moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier)
    ? moduleSpecifier.text
    : undefined
}

function findHiddenExports(source: Source): Violation[] {
  const isFastify = source.path.startsWith('packages/fastify/')
  return source.tree.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement) && statement.exportClause === undefined) {
      if (specifierOf(statement) === PRESETS) return []
      return [violation(source, statement, '"export *" hides what is public')]
    }
    const isDefault = ts.isExportAssignment(statement) || hasModifier(statement, ts.SyntaxKind.DefaultKeyword)
    return isDefault && !isFastify ? [violation(source, statement, 'a default export')] : []
  })
}

function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false)
  )
}
