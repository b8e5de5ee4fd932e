import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** One parsed file; `path` is relative to the repository and written with slashes. */
export interface Source {
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
}

/** Something that the architecture forbids, as `path:line: what`. */
export type Violation = string

export function parseSource(path: string, text: string): Source {
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) }
}

/** Parses every TypeScript file below a folder of the repository; none when the folder does not exist. */
export function loadSources(folder: string): Source[] {
  return listFiles(join(root, folder)).map((file) => {
    const path = relative(root, file).split(sep).join('/')
    return parseSource(path, readFileSync(file, 'utf8'))
  })
}

function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

export function violation(source: Source, node: ts.Node, what: string): Violation {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree))
  return `${source.path}:${line + 1}: ${what}`
}

/** The node and all that is below it, comments left out. */
export function* walk(node: ts.Node): Generator<ts.Node> {
  yield node
  for (const child of childrenOf(node)) yield* walk(child)
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => {
    children.push(child)
  })
  return children
}

/** How many lines of a node hold code: blank lines and comments do not count. */
export function countCodeLines(source: Source, node: ts.Node = source.tree): number {
  const lines = new Set<number>()
  for (const token of tokensOf(node, source.tree)) {
    const first = source.tree.getLineAndCharacterOfPosition(token.getStart(source.tree)).line
    const last = source.tree.getLineAndCharacterOfPosition(token.getEnd()).line
    for (let line = first; line <= last; line++) lines.add(line)
  }
  return lines.size
}

function* tokensOf(node: ts.Node, tree: ts.SourceFile): Generator<ts.Node> {
  if (ts.isJSDoc(node) || node.kind === ts.SyntaxKind.EndOfFileToken) return
  const children = node.getChildren(tree)
  if (children.length === 0 && node.getWidth(tree) > 0) yield node
  for (const child of children) yield* tokensOf(child, tree)
}
