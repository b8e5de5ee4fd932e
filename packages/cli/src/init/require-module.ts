import { readFile } from 'node:fs/promises'
import { dirname, extname, join, resolve } from 'node:path'
import { parseObject, stringMember } from '../json/json.ts'
import { UsageError } from '../terminal/usage-error.ts'

/** Extensions for which the nearest package.json decides. */
const UNDECIDED = new Set(['.js', ''])

/**
 * Refuses a file that is not TypeScript: the code has decorators.
 *
 * @throws {UsageError} If it is not; the message names a valid file name
 */
export function requireTypeScript(file: string): void {
  if (['.ts', '.mts', '.cts'].includes(extname(file))) return
  const better = `${file.slice(0, file.length - extname(file).length)}.ts`
  throw new UsageError(`the code is TypeScript; name it "${better}"`)
}

/**
 * Refuses a file that Node.js runs as CommonJS: the code has `import` statements. Without a type in the
 * nearest package.json, Node.js recognizes a module by its syntax.
 *
 * @throws {UsageError} If it does; the message names a valid file name
 */
export async function requireModule(file: string): Promise<void> {
  if (!(await isCommonJs(file))) return
  const better = `${file.slice(0, file.length - extname(file).length)}.mjs`
  throw new UsageError(`Node.js does not run "${file}" as a module; name it "${better}"`)
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
  return stringMember(parseObject(text), 'type')
}
