import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { packPackages, type Tarball } from '../../scripts/pack.mjs'

/** What consumers install from, and the folder that it is in, outside of the repository. */
interface Packed {
  readonly folder: string
  readonly tarballs: readonly Tarball[]
}

declare module 'vitest' {
  interface ProvidedContext {
    packed: Packed
  }
}

/**
 * Packs the packages once for all test files, as they would be published.
 *
 * @returns What removes them, with all projects next to them.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-consumers-'))
  project.provide('packed', { folder, tarballs: packPackages(folder) })
  return () => rm(folder, { recursive: true, force: true })
}
