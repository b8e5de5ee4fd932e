import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface Manifest {
  readonly name: string
  readonly description?: string
  readonly keywords?: readonly string[]
  readonly engines: object
  readonly typesVersions?: { readonly '*': Readonly<Record<string, readonly string[]>> }
  readonly imports?: object
  readonly exports: Readonly<Record<string, string | { readonly '@portcullis/source': string }>>
}

const read = (folder: string) =>
  JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest

const folders = readdirSync(join(ROOT, 'packages'))
  .map((name) => join('packages', name))
  .filter((folder) => existsSync(join(ROOT, folder, 'package.json')))

/** Entry points, `package.json` left out: their subpath and their source. */
function entriesOf(manifest: Manifest): { subpath: string; source: string }[] {
  return Object.entries(manifest.exports).flatMap(([subpath, targets]) =>
    typeof targets === 'string' ? [] : [{ subpath, source: targets['@portcullis/source'] }]
  )
}

/** What "exports" says of an entry point: CommonJS for Node.js only if the files differ between runtimes. */
function expectedTargets(subpath: string, source: string, hasRuntimes: boolean): object {
  const types = source.replace('/src/', '/dist/').replace(/\.ts$/, '')
  const name = subpath === '.' ? 'index' : subpath.slice('./'.length)
  const target = (folder: string, extension: 'js' | 'cjs') => ({
    types: `${types}.d.${extension === 'js' ? 'ts' : 'cts'}`,
    default: `./dist/${folder}${name}.${extension}`
  })
  const formats = (folder: string) => ({ import: target(folder, 'js'), require: target(folder, 'cjs') })
  const targets = hasRuntimes ? { node: formats('node/'), default: target('default/', 'js') } : formats('')
  return { '@portcullis/source': source, ...targets }
}

describe.each(folders)('%s', (folder) => {
  const manifest = read(folder)
  const entries = entriesOf(manifest)
  const hasRuntimes = manifest.imports !== undefined

  it('exports code and declarations of every entry point, for import and for require', () => {
    for (const { subpath, source } of entries) {
      const targets = manifest.exports[subpath] ?? {}
      expect(targets).toEqual(expectedTargets(subpath, source, hasRuntimes))
      // Conditions are tried in the order that they are written in.
      expect(Object.keys(targets)).toEqual(Object.keys(expectedTargets(subpath, source, hasRuntimes)))
      expect(existsSync(join(ROOT, folder, source)), source).toBe(true)
    }
    expect(manifest.exports['./package.json']).toBe('./package.json')
  })

  it('names code and declarations of every entry point for tools that do not read "exports"', () => {
    const subpaths = entries.filter(({ subpath }) => subpath !== '.')
    const declarations = subpaths.map(({ subpath, source }) => [
      subpath.slice('./'.length),
      [source.replace('/src/', '/dist/').replace(/\.ts$/, '.d.cts')]
    ])
    expect(manifest).toMatchObject({
      main: `./dist/${hasRuntimes ? 'node/' : ''}index.cjs`,
      types: './dist/index.d.cts'
    })
    expect(manifest.typesVersions?.['*'] ?? {}).toEqual(Object.fromEntries(declarations))
  })

  it('has what npm needs to publish it', () => {
    expect(manifest).toMatchObject({
      license: 'MIT',
      type: 'module',
      engines: read('.').engines,
      sideEffects: false,
      files: ['dist', 'src'],
      publishConfig: { access: 'public' }
    })
    expect(manifest.description).toMatch(/^\S.{20,}/)
    expect(manifest.keywords?.length).toBeGreaterThan(3)
    for (const file of ['README.md', 'LICENSE']) expect(existsSync(join(ROOT, folder, file)), file).toBe(true)
  })

  it('is compiled and checked', () => {
    const places = ['package.json', 'tsconfig.json']
    const name = folder.slice('packages/'.length)
    const missing = places.filter(
      (place) => !new RegExp(`\\b${name}\\b`).test(readFileSync(join(ROOT, place), 'utf8'))
    )
    expect(missing).toEqual([])
  })
})
