// Writes the pages of the site: copies of the Markdown of the repository, with links that lead to pages of the site.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { renderChoices } from './choices.mjs'
import { renderModules } from './common-js.mjs'
import { rewriteLinks } from './links.mjs'
import { completeReference } from './reference-examples.mjs'
import { findSources } from './sources.mjs'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const PAGES = fileURLToPath(new URL('../pages', import.meta.url))
const PUBLIC = fileURLToPath(new URL('../public', import.meta.url))
const HOME = fileURLToPath(new URL('../home.md', import.meta.url))

/** The site has an outline beside each page: a list of its headings says the same. */
const CONTENTS = /^(?:- \[[^\]]*\]\(#[^)]*\)\n)+\n/mu

/**
 * Writes all pages, and copies of the images and the sources they link to.
 *
 * @param {string} [folder] Replaced as a whole.
 */
export function writePages(folder = PAGES) {
  rmSync(folder, { recursive: true, force: true })
  const site = { root: ROOT, sources: findSources(ROOT), files: new Set() }
  for (const [path, route] of site.sources) {
    const text = rewriteLinks(readFileSync(join(ROOT, path), 'utf8'), path, site)
    write(
      join(folder, `${route}.md`),
      route.startsWith('reference/') ? renderModules(completeReference(text, route, ROOT)) : render(text)
    )
  }
  write(
    join(folder, 'index.md'),
    render(rewriteLinks(readFileSync(HOME, 'utf8'), 'tools/docs/home.md', site))
  )
  for (const file of site.files) copy(file, folder)
  cpSync(PUBLIC, join(folder, 'public'), { recursive: true })
}

/** @param {string} page */
function render(page) {
  return renderChoices(renderModules(page.replace(CONTENTS, '')))
}

/**
 * @param {string} path
 * @param {string | Buffer} content
 */
function write(path, content) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/**
 * @param {string} file
 * @param {string} folder
 */
function copy(file, folder) {
  const isImage = /\.(?:svg|png|jpe?g|webp)$/u.test(file)
  const target = isImage ? `public/assets/${file}` : `public/source/${file}.txt`
  write(join(folder, target), readFileSync(join(ROOT, file)))
}
