import { existsSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { linkTo } from './navigation.mjs'

/** Inline links and definitions outside of code. */
const CODE = /(?<fence>^ {0,3}(?:`{3,}|~{3,}))[^\n]*\n.*?^\s*\k<fence>\s*$|(?<ticks>`+).+?\k<ticks>/gmsu
const LINK = /(?<before>\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?|\b(?:href|src|srcset)=")(?<target>[^\s()<>"]+)/gmu

/**
 * @typedef {object} Site
 * @property {string} root Of the repository.
 * @property {Map<string, string>} sources Routes of pages by the paths of their files.
 * @property {Set<string>} files Other files that pages link to: the site has copies of them.
 */

/**
 * Lets the links of a page lead to pages of the site, or to copies of sources.
 *
 * @param {string} text Of the page.
 * @param {string} path Of its file, relative to the repository.
 * @param {Site} site
 */
export function rewriteLinks(text, path, site) {
  return outsideOfCode(text, (prose) =>
    prose.replaceAll(LINK, (...match) => {
      const { before = '', target = '' } = match.at(-1)
      return before + rewrite(target, path, site)
    })
  )
}

/**
 * @param {string} text
 * @param {(prose: string) => string} change
 */
export function outsideOfCode(text, change) {
  let changed = ''
  let end = 0
  for (const { 0: code, index } of text.matchAll(CODE)) {
    changed += change(text.slice(end, index)) + code
    end = index + code.length
  }
  return changed + change(text.slice(end))
}

/**
 * @param {string} target
 * @param {string} path
 * @param {Site} site
 */
function rewrite(target, path, { root, sources, files }) {
  if (/^[a-z][a-z\d+.-]*:|^\/\/|^#/iu.test(target)) return target
  const [name = '', anchor] = target.split('#', 2).map((part) => decodeURIComponent(part))
  const file = posix
    .normalize(posix.join(name.startsWith('/') ? '' : dirname(path), name))
    .replace(/\/$/u, '')
  const route = [file, `${file}/README.md`, file.replace(/README\.md$/u, 'index.md')]
    .map((path) => sources.get(path))
    .find((found) => found !== undefined)
  const suffix = anchor === undefined ? '' : `#${anchor}`
  if (file === 'README.md') return `/${suffix}`
  if (route !== undefined) return linkTo(route) + suffix
  const full = join(root, file)
  if (!existsSync(full)) throw new Error(`${path} links to ${target}, which does not exist`)
  if (/\.(?:svg|png|jpe?g|webp)$/u.test(file)) return copied(file, '/assets/', files)
  if (statSync(full).isDirectory()) return '/project/contributing#rooms'
  return `${copied(file, '/source/', files)}.txt`
}

/**
 * @param {string} file
 * @param {string} prefix
 * @param {Set<string>} files
 */
function copied(file, prefix, files) {
  files.add(file)
  return prefix + file
}
