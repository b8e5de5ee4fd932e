import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { npm } from './npm.ts'
import type { Packed, Tarball } from './pack.ts'

const PROJECTS = fileURLToPath(new URL('./projects', import.meta.url))

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
}

/**
 * Copies a project next to the tarballs and installs it: our packages from the tarballs, everything else from
 * the registry.
 *
 * @returns The folder of the installed project.
 */
export async function installProject(name: string, packed: Packed): Promise<string> {
  const folder = join(packed.folder, name)
  await cp(join(PROJECTS, name), folder, { recursive: true })
  const path = join(folder, 'package.json')
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest
  await writeFile(path, JSON.stringify(fromTarballs(manifest, packed.tarballs), null, 2))
  await npm(['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'], folder)
  return folder
}

/** Says where our packages are, those included that only our packages depend on. */
function fromTarballs(manifest: Manifest, tarballs: readonly Tarball[]): object {
  const dependencies: Record<string, string> = { ...manifest.dependencies }
  const overrides: Record<string, string> = {}
  for (const { name, path } of tarballs) {
    const isDirect = dependencies[name] !== undefined
    if (isDirect) dependencies[name] = `file:${path}`
    overrides[name] = isDirect ? `$${name}` : `file:${path}`
  }
  return { ...manifest, dependencies, overrides }
}
