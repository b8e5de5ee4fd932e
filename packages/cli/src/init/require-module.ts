import { readFile } from 'node:fs/promises'
import { dirname, extname, join, resolve } from 'node:path'
import { UsageError } from '../commands/usage-error.ts'
import { isJsonObject, parseJson, stringMember } from '../http/json.ts'

/** Endings of files for which the nearest package.json decides. */
const UNDECIDED = new Set(['.js', ''])

/**
 * Refuses a file that Node.js would run as CommonJS: what we write has `import` statements. Where no
 * package.json names a type, Node.js finds a module by its syntax.
 *
 * @throws {UsageError} when it would; it says which name would do
 */
export async function requireModule(file: string): Promise<void> {
  if (!(await isCommonJs(file))) return
  const better = `${file.slice(0, file.length - extname(file).length)}.mjs`
  throw new UsageError(`Node.js would not take "${file}" for a module; call it "${better}"`)
}

async function isCommonJs(file: string): Promise<boolean> {
  const extension = extname(file)
  if (extension === '.cjs') return true
  return UNDECIDED.has(extension) && (await typeOfPackage(dirname(resolve(file)))) === 'commonjs'
}

async function typeOfPackage(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined)
  if (text === undefined) {
    const parent = dirname(folder)
    return parent === folder ? undefined : await typeOfPackage(parent)
  }
  const description = parseJson(text)
  return isJsonObject(description) ? stringMember(description, 'type') : undefined
}
