import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findAdapterViolations } from './architecture/adapters.ts'
import { findCliRoomViolations, findIdleCliPermissions } from './architecture/cli-rooms.ts'
import { findCycles } from './architecture/cycles.ts'
import { findExportViolations } from './architecture/exports.ts'
import { findForeignImports, findNodeUses } from './architecture/platform.ts'
import { findIdlePermissions, findRoomViolations } from './architecture/rooms.ts'
import { findSizeViolations, findThickAdapter } from './architecture/sizes.ts'
import { loadSources } from './architecture/source.ts'
import { findManyAssertions, findUntyped } from './architecture/typing.ts'

const packages = new URL('../packages/', import.meta.url)
const folders = readdirSync(packages).filter((name) => existsSync(new URL(`${name}/src`, packages)))
const sources = folders.flatMap((name) => loadSources(`packages/${name}/src`))

describe('architecture', () => {
  it('is looked at in every package', () => {
    expect(folders).toEqual(expect.arrayContaining(['core', 'express', 'fastify', 'testing']))
    expect(sources.length).toBeGreaterThan(30)
  })

  it('lets a room import only what the table of rooms allows', () => {
    expect(findRoomViolations(sources)).toEqual([])
  })

  it('allows no room more than it imports', () => {
    expect(findIdlePermissions(sources)).toEqual([])
  })

  it('lets a room of the command line import only what its table allows', () => {
    expect(findCliRoomViolations(sources)).toEqual([])
    expect(findIdleCliPermissions(sources)).toEqual([])
  })

  it('has no import cycles', () => {
    expect(findCycles(sources)).toEqual([])
  })

  it('keeps core free of Node.js outside of the files chosen by condition', () => {
    expect(findNodeUses(sources)).toEqual([])
  })

  it('lets a package depend only on what the design allows', () => {
    expect(findForeignImports(sources)).toEqual([])
  })

  it('keeps files and functions short', () => {
    expect(findSizeViolations(sources)).toEqual([])
  })

  it('has a doc comment on every export, and no export that hides what is public', () => {
    expect(findExportViolations(sources)).toEqual([])
  })

  it('has no any, no non-null assertion, no check switched off and no class but errors', () => {
    expect(findUntyped(sources)).toEqual([])
  })

  it('has few type assertions', () => {
    expect(findManyAssertions(sources)).toEqual([])
  })

  it.each(['express', 'fastify', 'nestjs'])(
    'keeps the %s adapter thin and free of protocol knowledge',
    (name) => {
      const adapter = sources.filter((source) => source.path.startsWith(`packages/${name}/`))
      expect(adapter.length).toBeGreaterThan(0)
      expect(findThickAdapter(name, adapter)).toEqual([])
      expect(findAdapterViolations(adapter)).toEqual([])
    }
  )
})
