import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../programs/start-program.ts'
import { anchorsOf, linksOf } from './markdown-links.ts'

const NOT_OURS = new Set(['node_modules', '.git', '.turbo', '.stryker-tmp', 'dist', 'coverage', 'reports'])
const GENERATED = new Set(['docs/reference', 'tools/docs/pages'])

const pages = pagesIn('')

describe('links in the documents', () => {
  it('are looked for in every document', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/cli.md', 'packages/cli/README.md']))
  })

  it.each(pages)('in %s lead to files and headings that exist', (page) => {
    expect(deadLinksOf(page)).toEqual([])
  })
})

describe('the search for links', () => {
  it('finds inline links, images, definitions and HTML, with their lines', () => {
    const page = '[a](one.md)\n![b](<two.png> "title")\n\n[c]: three.md#part\n<a href="four.md">d</a>'
    expect(linksOf(page).toSorted((a, b) => a.line - b.line)).toEqual([
      { target: 'one.md', line: 1 },
      { target: 'two.png', line: 2 },
      { target: 'three.md#part', line: 4 },
      { target: 'four.md', line: 5 }
    ])
  })

  it('takes no code and no comment for a link', () => {
    expect(linksOf('```md\n[a](b.md)\n```\n`[a](b.md)` <!-- [a](b.md) -->')).toEqual([])
  })

  it('spells anchors as GitHub does', () => {
    const page =
      '# What it `sends`, and never does\n## RFC 9068: `typ` & more\n## Twice\n## Twice\n```sh\n# no\n```'
    expect([...anchorsOf(page)]).toEqual([
      'what-it-sends-and-never-does',
      'rfc-9068-typ--more',
      'twice',
      'twice-1'
    ])
  })
})

/** Paths of all documents below a folder, relative to the repository. */
function pagesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) || GENERATED.has(path) ? [] : pagesIn(path)
    return entry.name.endsWith('.md') ? [path] : []
  })
}

function deadLinksOf(page: string): string[] {
  return linksOf(read(page))
    .filter(({ target }) => !/^[a-z][a-z\d+.-]*:|^\/\//iu.test(target))
    .filter(({ target }) => !leadsSomewhere(page, target))
    .map(({ target, line }) => `${page}:${line} ${target}`)
}

function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#', 2).map((part) => decodeURIComponent(part))
  const file =
    path === '' ? page : relative(ROOT, join(ROOT, path.startsWith('/') ? '' : dirname(page), path))
  if (!existsSync(join(ROOT, file))) return false
  if (anchor === undefined || anchor === '') return true
  if (statSync(join(ROOT, file)).isDirectory()) return false
  return file.endsWith('.md') ? anchorsOf(read(file)).has(anchor) : /^L\d+(?:-L\d+)?$/u.test(anchor)
}

function read(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8')
}
