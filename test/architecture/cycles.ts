import { importsOf, resolveRelative } from './imports.ts'
import type { Source, Violation } from './source.ts'

/** Rings of imports between files, types included; each ring is told once. */
export function findCycles(sources: readonly Source[]): Violation[] {
  const graph = new Map(sources.map((source) => [source.path, relativeImports(source)]))
  const finished = new Set<string>()
  const cycles: Violation[] = []

  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start !== -1) {
      cycles.push(`${path}:1: import cycle ${[...trail.slice(start), path].join(' -> ')}`)
      return
    }
    if (finished.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    finished.add(path)
  }

  for (const path of graph.keys()) visit(path, [])
  return cycles
}

function relativeImports(source: Source): string[] {
  return importsOf(source).flatMap(({ specifier }) => resolveRelative(source, specifier) ?? [])
}
