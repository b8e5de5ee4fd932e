// Bundles each package into one file for each entry point, once as an ES module and once for CommonJS. Node.js takes
// about half a millisecond for each module that it loads, and the core has a hundred. The entry points are those of
// "exports" in package.json. The core has a set for Node.js and one for other runtimes, chosen by its "imports".
// Declarations come from the compiler; this script derives those for CommonJS from them.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PACKAGES = join(ROOT, 'packages')

/**
 * Dependencies without a CommonJS build: Jest cannot load them, so that the CommonJS files include their
 * code.
 */
const ESM_ONLY = ['jose']

/** A relative import in a declaration, as the compiler writes it. */
const RELATIVE_IMPORT = /((?:from |import |import\()'(\.[^']*))\.ts'/g

/**
 * @typedef {object} Manifest
 * @property {Record<string, string | Record<string, unknown>>} exports
 * @property {Record<string, string>} [bin]
 * @property {Record<string, unknown>} [imports]
 */

const folders = readdirSync(PACKAGES).map((name) => join(PACKAGES, name))
// A folder without a manifest is the rest of a package of another branch.
await Promise.all(folders.filter((folder) => existsSync(join(folder, 'package.json'))).map(buildPackage))

/** @param {string} folder */
async function buildPackage(folder) {
  const manifest = /** @type {Manifest} */ (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  const output = join(folder, 'dist')
  const input = entryPoints(manifest)
  const modules = { format: /** @type {const} */ ('es'), input: { ...input, ...programs(manifest) } }
  const commonJs = { format: /** @type {const} */ ('cjs'), input }
  const builds =
    manifest.imports === undefined
      ? [modules, commonJs].map((build) => ({ ...build, runtime: 'node', dir: output }))
      : [
          { ...modules, runtime: 'node', dir: join(output, 'node') },
          { ...modules, runtime: 'default', dir: join(output, 'default') },
          // What bundles for other runtimes can require an ES module.
          { ...commonJs, runtime: 'node', dir: join(output, 'node') }
        ]
  const files = await Promise.all(builds.map((build) => bundle(folder, build)))
  const declarations = /** @type {Set<string>} */ (new Set())
  for (const source of Object.values(input)) {
    writeCommonJsDeclaration(join(output, relative('src', source)).replace(/\.ts$/, '.d.ts'), declarations)
  }
  removeOthers(folder, new Set([...files.flat(), ...declarations]))
}

/**
 * @param {string} folder Of a package.
 * @param {{ runtime: string; dir: string; format: 'es' | 'cjs'; input: Record<string, string> }} settings
 * @returns {Promise<string[]>} Paths of the files.
 */
async function bundle(folder, { runtime, dir, format, input }) {
  const extension = format === 'es' ? 'js' : 'cjs'
  const bundled = await rolldown({
    cwd: folder,
    input,
    external: (id) => /^[^.#/]/.test(id) && (format === 'es' || !ESM_ONLY.includes(packageOf(id))),
    platform: 'neutral',
    resolve: { conditionNames: ['@portcullis/source', runtime] },
    treeshake: { moduleSideEffects: false }
  })
  const { output } = await bundled.generate({
    dir,
    format,
    exports: 'named',
    // Jest has no import() in CommonJS.
    dynamicImportInCjs: false,
    entryFileNames: `[name].${extension}`,
    chunkFileNames: `shared-[hash].${extension}`,
    sourcemap: true,
    // They are in the package.
    sourcemapExcludeSources: true
  })
  await bundled.close()
  for (const file of output) {
    writeChanged(join(dir, file.fileName), file.type === 'chunk' ? file.code : file.source)
  }
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []))
  return [...output.map(({ fileName }) => join(dir, fileName)), ...copyLicenses(modules, dir)]
}

/**
 * @param {Manifest} manifest
 * @returns {Record<string, string>} From the name of each entry point to its source.
 */
function entryPoints({ exports }) {
  /** @type {Record<string, string>} */
  const entries = {}
  for (const [subpath, targets] of Object.entries(exports)) {
    const source = typeof targets === 'string' ? undefined : targets['@portcullis/source']
    if (typeof source === 'string') entries[subpath === '.' ? 'index' : subpath.slice('./'.length)] = source
  }
  return entries
}

/**
 * Programs are ES modules only: nobody requires them.
 *
 * @param {Manifest} manifest
 * @returns {Record<string, string>} From the name of each program to its source.
 */
function programs({ bin = {} }) {
  const names = Object.values(bin).map((path) => basename(path, '.js'))
  return Object.fromEntries(names.map((name) => [name, `src/${name}.ts`]))
}

/** @param {string} id Of a module, such as `@scope/name/subpath`. */
function packageOf(id) {
  return /^(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? id
}

/**
 * Copies the licenses of included packages, as these require.
 *
 * @param {string[]} modules Paths of bundled modules.
 * @param {string} folder
 */
function copyLicenses(modules, folder) {
  const bundled = ESM_ONLY.filter((name) => modules.some((path) => path.includes(`/node_modules/${name}/`)))
  return bundled.map((name) => {
    const path = join(folder, `LICENSE.${name}.md`)
    writeChanged(path, readFileSync(join(ROOT, 'node_modules', name, 'LICENSE.md')))
    return path
  })
}

/**
 * Removes what an earlier build has left: code, and declarations of sources that are gone.
 *
 * @param {string} folder Of a package.
 * @param {Set<string>} built Paths of the files of this build.
 */
function removeOthers(folder, built) {
  const output = join(folder, 'dist')
  for (const path of filesIn(output)) {
    const source = join(folder, 'src', relative(output, path)).replace(/\.d\.ts(?:\.map)?$/, '.ts')
    if (!built.has(path) && !existsSync(source)) rmSync(path)
  }
}

/**
 * Writes a `.d.cts` next to a `.d.ts`, which TypeScript takes for the declaration of an ES module, and next
 * to all that it imports. Both share the map that leads to the source.
 *
 * @param {string} declaration Path of the `.d.ts`.
 * @param {Set<string>} written Paths of the `.d.cts` files so far.
 */
function writeCommonJsDeclaration(declaration, written) {
  const path = declaration.replace(/\.ts$/, '.cts')
  if (written.has(path)) return
  written.add(path)
  const text = readFileSync(declaration, 'utf8')
  writeChanged(path, text.replace(RELATIVE_IMPORT, "$1.cjs'"))
  for (const [, , imported = ''] of text.matchAll(RELATIVE_IMPORT)) {
    writeCommonJsDeclaration(join(dirname(declaration), `${imported}.d.ts`), written)
  }
}

/**
 * Writes a file, unless it is there with this content: programs may load the packages during a build.
 *
 * @param {string} path
 * @param {string | Uint8Array} content
 */
function writeChanged(path, content) {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(content))) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** @param {string} folder */
function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
