// The pages of the reference start with the name of the module, and an example: code that tests run.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Packages with a region `five-lines` in docs/snippets/. */
const WITH_EXAMPLE = new Set(['express', 'fastify', 'nestjs', 'core'])

const REGION = /^\/\/ #region five-lines\n(?<code>.*?)^\/\/ #endregion/msu

/**
 * Titles a page of the reference, and adds the example of its package below the title.
 *
 * @param {string} page
 * @param {string} route Such as `reference/express/index`.
 * @param {string} root Of the repository.
 */
export function completeReference(page, route, root) {
  const [, name = '', entryPoint = 'index'] = route.split('/')
  if (name === 'index') return page.replace(/^# .*$/mu, '# Reference')
  const isMain = entryPoint === 'index'
  const title = `# @portcullis/${name}${isMain ? '' : `/${entryPoint}`}`
  const example = isMain && WITH_EXAMPLE.has(name) ? `\n\n\`\`\`ts\n${readExample(name, root)}\`\`\`` : ''
  return page.replace(/^# .*$/mu, () => title + example)
}

/**
 * @param {string} name
 * @param {string} root
 */
function readExample(name, root) {
  const file = `docs/snippets/five-lines-${name}.ts`
  const code = REGION.exec(readFileSync(join(root, file), 'utf8'))?.groups?.code
  if (code === undefined) throw new Error(`${file} has no region five-lines`)
  return code
}
