// The pages of the reference start with the name of the module, and an example: code that tests run.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The examples of the packages: regions of files in docs/snippets/. Decorators have theirs here, since
 * editors take a decorator in a doc comment for a tag.
 *
 * @type {Readonly<Record<string, readonly (readonly [file: string, region: string])[]>>}
 */
const EXAMPLES = {
  core: [['five-lines-core.ts', 'five-lines']],
  express: [['five-lines-express.ts', 'five-lines']],
  fastify: [['five-lines-fastify.ts', 'five-lines']],
  nestjs: [
    ['five-lines-nestjs.ts', 'five-lines'],
    ['nestjs.ts', 'decorators']
  ]
}

/**
 * Titles a page of the reference, and adds the examples of its package below the title.
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
  const examples = isMain ? (EXAMPLES[name] ?? []) : []
  const blocks = examples.map(([file, region]) => `\n\n\`\`\`ts\n${readExample(file, region, root)}\`\`\``)
  return page.replace(/^# .*$/mu, () => title + blocks.join(''))
}

/**
 * @param {string} file
 * @param {string} region
 * @param {string} root
 */
function readExample(file, region, root) {
  const text = readFileSync(join(root, 'docs/snippets', file), 'utf8')
  const [, code] = new RegExp(`^// #region ${region}\\n(.*?)^// #endregion`, 'msu').exec(text) ?? []
  if (code === undefined) throw new Error(`${file} has no region ${region}`)
  return code
}
