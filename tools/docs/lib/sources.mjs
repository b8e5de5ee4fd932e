// Which Markdown files of the repository become which pages.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Pages outside of docs/, packages/ and examples/. */
const PROJECT = {
  'CHANGELOG.md': 'project/changelog',
  'CONTRIBUTING.md': 'project/contributing',
  'SECURITY.md': 'project/security-policy',
  'CODE_OF_CONDUCT.md': 'project/code-of-conduct',
  'REVIEW.md': 'project/review'
}

/** typedoc writes one of these in addition to the page of a package with several entry points. */
const LIST_OF_MODULES = /^reference\/@portcullis\/.*README\.md$/u

/**
 * @param {string} root Of the repository.
 * @returns {Map<string, string>} The route of each page, such as `providers/index`, by the path of its file.
 */
export function findSources(root) {
  const sources = new Map(Object.entries(PROJECT).filter(([path]) => existsSync(join(root, path))))
  for (const name of readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (name.endsWith('.md') && !LIST_OF_MODULES.test(name)) sources.set(`docs/${name}`, routeOf(name))
  }
  for (const parent of ['packages', 'examples']) {
    for (const name of readdirSync(join(root, parent))) {
      const path = `${parent}/${name}/README.md`
      if (existsSync(join(root, path))) sources.set(path, `${parent}/${name}`)
    }
  }
  return sources
}

/** @param {string} name A path below `docs/`. */
function routeOf(name) {
  return name
    .replace(/\.md$/u, '')
    .replace(/(?:^|(?<=\/))README$/u, 'index')
    .replace(/^reference\/@portcullis\//u, 'reference/')
}
