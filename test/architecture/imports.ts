import { posix } from 'node:path'
import ts from 'typescript'
import type { Source } from './source.ts'

/** One import or re-export, as it is written. */
export interface ImportedModule {
  readonly specifier: string
  /** True when nothing of it remains at run time. */
  readonly typeOnly: boolean
  readonly node: ts.Node
}

export function importsOf(source: Source): ImportedModule[] {
  return source.tree.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) {
      return moduleOf(statement, statement.moduleSpecifier, isTypeOnlyImport(statement.importClause))
    }
    if (ts.isExportDeclaration(statement)) {
      return moduleOf(statement, statement.moduleSpecifier, isTypeOnlyExport(statement))
    }
    return []
  })
}

function moduleOf(node: ts.Node, specifier: ts.Expression | undefined, typeOnly: boolean): ImportedModule[] {
  if (specifier === undefined || !ts.isStringLiteral(specifier)) return []
  return [{ specifier: specifier.text, typeOnly, node }]
}

function isTypeOnlyImport(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const { name, namedBindings } = clause
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false
  return areTypes(namedBindings.elements)
}

function isTypeOnlyExport(statement: ts.ExportDeclaration): boolean {
  if (statement.isTypeOnly) return true
  const { exportClause } = statement
  return exportClause !== undefined && ts.isNamedExports(exportClause) && areTypes(exportClause.elements)
}

function areTypes(elements: readonly { readonly isTypeOnly: boolean }[]): boolean {
  return elements.length > 0 && elements.every((element) => element.isTypeOnly)
}

/** Where a relative specifier leads, as a path in the repository; undefined for a package. */
export function resolveRelative(source: Source, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  return posix.join(posix.dirname(source.path), specifier)
}

/** The name of the package of a specifier: `jose` for `jose/errors`. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}
