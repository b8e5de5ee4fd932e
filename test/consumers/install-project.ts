import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import type { Tarball } from '../../scripts/pack.mjs'
import { node, npm } from './npm.ts'

const PROJECTS = fileURLToPath(new URL('./projects', import.meta.url))

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
}

/**
 * Copies a project and installs it: our packages from the tarballs, everything else from the registry. No
 * package of ours needs a script of its own to be run for that.
 *
 * @param name Of the project, or the absolute path of one that is elsewhere.
 * @returns The folder of the installed project.
 */
export async function installProject(name: string): Promise<string> {
  return install(name, ['--ignore-scripts'])
}

/**
 * Installs the runtimes that are no Node.js, whose packages fetch the file for the machine by scripts.
 *
 * @returns The folder with their commands.
 */
export async function installRuntimes(): Promise<string> {
  return join(await install('runtimes'), 'node_modules', '.bin')
}

/**
 * Installs a project with pnpm, which lets each package see only the dependencies that it declares. Tools of
 * the project are left out.
 *
 * @returns The folder of the installed project.
 */
export async function installWithPnpm(name: string): Promise<string> {
  const tool = join(await install('pnpm', ['--ignore-scripts']), 'node_modules/pnpm/bin/pnpm.mjs')
  const folder = await copyProject(name)
  const places = inject('packed').tarballs.map((tarball) => `  '${tarball.name}': file:${tarball.path}\n`)
  await writeFile(join(folder, 'pnpm-workspace.yaml'), `overrides:\n${places.join('')}`)
  await node([tool, 'install', '--prod', '--ignore-scripts', '--prefer-offline'], folder)
  return folder
}

async function install(name: string, options: readonly string[] = []): Promise<string> {
  const folder = await copyProject(name)
  await npm(['install', '--prefer-offline', '--no-audit', '--no-fund', ...options], folder)
  return folder
}

/** Copies a project, and lets its manifest say where our packages are. */
async function copyProject(name: string): Promise<string> {
  const { folder: parent, tarballs } = inject('packed')
  const folder = await mkdtemp(join(parent, `${basename(name)}-`))
  await cp(join(PROJECTS, name), folder, { recursive: true })
  const path = join(folder, 'package.json')
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest
  await writeFile(path, JSON.stringify(fromTarballs(manifest, tarballs), null, 2))
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
