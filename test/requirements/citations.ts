import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A test that says it proves a requirement, where it stands and its title. */
export interface Citation {
  id: string
  file: string
  title: string
}

const call = /\bverifies\(/gu
const literalCall = /\bverifies\(\s*((?:'[A-Z]-\d+',\s*)+)(?:'((?:[^'\\\n]|\\.)+)'|"([^"\\\n]+)")\s*\)/gu

/** Every citation in the TypeScript files under some folders of the repository, in the order of files. */
export function readCitations(root: string, folders: readonly string[]): Citation[] {
  return folders
    .flatMap((folder) => testFiles(root, folder))
    .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }))
    .filter(({ source }) => source.includes("requirements.ts'"))
    .flatMap(({ file, source }) => citationsIn(file, source))
}

function testFiles(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return entries
    .map((entry) => join(folder, entry).replaceAll('\\', '/'))
    .filter((file) => /(?:^|\/)test\/.*\.ts$/u.test(file) && !/node_modules|test\/requirements/u.test(file))
    .toSorted()
}

/** The citations of one source text; throws on a call whose ids or title are not literals. */
export function citationsIn(file: string, source: string): Citation[] {
  const citations = [...source.matchAll(literalCall)]
  if (citations.length !== [...source.matchAll(call)].length) {
    throw new Error(`${file} calls verifies with something else than literal ids and a literal title`)
  }
  return citations.flatMap(({ index, 1: ids = '', 2: single, 3: double }) => {
    const text = single?.replaceAll(/\\(.)/gu, '$1') ?? double ?? ''
    // In a template the rest of the title is what a table fills in.
    const title = source.slice(0, index).endsWith('${') ? `${text.replace(/:$/u, '')} …` : text
    return [...ids.matchAll(/[A-Z]-\d+/gu)].map(([id]) => ({ id, file, title }))
  })
}
