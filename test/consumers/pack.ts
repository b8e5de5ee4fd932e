import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../programs/start-program.ts'
import { npm } from './npm.ts'

/** The packages that are published and that consumers install. */
export const PACKAGES = ['core', 'express', 'fastify', 'redis', 'testing'] as const

/** One packed package. */
export interface Tarball {
  readonly name: string
  /** Absolute path of the file. */
  readonly path: string
  /** Paths inside of it. */
  readonly files: readonly string[]
}

/** What consumers install from, and the folder that it is in. */
export interface Packed {
  readonly folder: string
  readonly tarballs: readonly Tarball[]
}

interface PackReport {
  readonly name: string
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

/** Packs the packages, as they would be published, into a new folder outside of the repository. */
export async function packPackages(): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-consumers-'))
  const workspaces = PACKAGES.flatMap((name) => ['--workspace', `packages/${name}`])
  const report = await npm(['pack', '--json', '--pack-destination', folder, ...workspaces], ROOT)
  const packed = JSON.parse(report) as readonly PackReport[]
  const tarballs = packed.map(({ name, filename, files }) => ({
    name,
    path: join(folder, filename),
    files: files.map(({ path }) => path)
  }))
  return { folder, tarballs }
}
