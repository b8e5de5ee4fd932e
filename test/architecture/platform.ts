import ts from 'typescript'
import { importsOf, packageOf } from './imports.ts'
import { violation, walk, type Source, type Violation } from './source.ts'

/**
 * Files of core that the `node` condition of its `imports` field chooses; a runtime without Node.js never
 * loads them.
 */
const NODE_FILES = new Set([
  'packages/core/src/jws/engine/node.ts',
  'packages/core/src/clock/async-context/node.ts',
  'packages/core/src/events/channel/node.ts',
  'packages/core/src/jws/base64url/node.ts',
  'packages/core/src/digest/node.ts'
])

const NODE_GLOBALS = new Set(['Buffer', 'process', 'setImmediate', '__dirname', '__filename', 'require'])

/** Code of core that would need Node.js in a runtime that may not have it. */
export function findNodeUses(sources: readonly Source[]): Violation[] {
  return sources
    .filter((source) => source.path.startsWith('packages/core/') && !NODE_FILES.has(source.path))
    .flatMap((source) => [...findNodeImports(source), ...findNodeGlobals(source)])
}

function findNodeImports(source: Source): Violation[] {
  return importsOf(source)
    .filter(({ specifier }) => specifier.startsWith('node:'))
    .map(({ specifier, node }) => violation(source, node, `imports "${specifier}"`))
}

function findNodeGlobals(source: Source): Violation[] {
  return [...walk(source.tree)]
    .filter((node) => ts.isIdentifier(node) && NODE_GLOBALS.has(node.text) && isReference(node))
    .map((node) => violation(source, node, `uses the global "${node.getText(source.tree)}"`))
}

/** False for the name of a member: `globalThis.process`, `{ process: … }`. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  return !ts.isPropertyAssignment(parent) && !ts.isPropertySignature(parent)
}

/** Packages that the code of each of ours may import. */
const DEPENDENCIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['core', ['jose', 'lru-cache']],
  ['express', ['@portcullis/core', 'express']],
  ['fastify', ['@portcullis/core', 'fastify', 'fastify-plugin']],
  ['nestjs', ['@portcullis/core', '@nestjs/common', '@nestjs/core']],
  ['redis', []],
  ['testing', ['@portcullis/core', 'jose']],
  [
    'cli',
    [
      '@portcullis/core',
      '@clack/prompts',
      'commander',
      'oauth4webapi',
      'open',
      'picocolors',
      'string-width',
      'wrap-ansi'
    ]
  ]
])

/** Imports of packages that the design does not allow. */
export function findForeignImports(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const allowed = DEPENDENCIES.get(source.path.split('/')[1] ?? '') ?? []
    return importsOf(source)
      .filter(
        ({ specifier }) => !/^(?:\.|#|node:)/.test(specifier) && !allowed.includes(packageOf(specifier))
      )
      .map(({ specifier, node }) => violation(source, node, `may not depend on "${specifier}"`))
  })
}
