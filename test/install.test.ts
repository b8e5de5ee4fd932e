import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Locked {
  readonly link?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
}

interface LockFile {
  readonly packages: Readonly<Record<string, Locked>>
}

const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))

/** What npm installs on Linux; the other platforms get other binaries, and not more of them. */
function installedPackages(lockFile: LockFile): string[] {
  const isFor = (platforms: readonly string[] | undefined, name: string) => platforms?.includes(name) ?? true
  return Object.entries(lockFile.packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && link !== true)
    .filter(([, { os, cpu, libc }]) => isFor(os, 'linux') && isFor(cpu, 'x64') && isFor(libc, 'glibc'))
    .map(([path]) => path)
}

test('npm ci in the root installs at most 500 packages', () => {
  const installed = installedPackages(read('package-lock.json') as LockFile)
  expect(installed.length).toBeGreaterThan(100)
  expect(installed.length).toBeLessThanOrEqual(500)
})

test.each(['bench', ...readdirSync(join(root, 'tools')).map((name) => `tools/${name}`)])(
  'the dependencies of %s are pinned, and the root does not install them',
  (folder) => {
    const { dependencies } = read(`${folder}/package.json`) as { dependencies: Record<string, string> }
    const { devDependencies } = read('package.json') as { devDependencies: Record<string, string> }
    expect(Object.values(dependencies).filter((version) => !/^\d+\.\d+\.\d+$/u.test(version))).toEqual([])
    expect(Object.keys(dependencies).filter((name) => Object.hasOwn(devDependencies, name))).toEqual([])
  }
)
