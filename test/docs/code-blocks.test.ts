import { execFile } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const script = join(root, 'scripts/sync-snippets.mjs')

const pages = [
  'README.md',
  'tools/docs/home.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`),
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/README.md`)
].filter(
  (page) => page.endsWith('.md') && !page.startsWith('docs/reference/') && existsSync(join(root, page))
)

const read = (page: string) => readFileSync(join(root, page), 'utf8')

describe('the pages', () => {
  it.each(pages)('take code in TypeScript and JavaScript from files that are run: %s', (page) => {
    const blocks = read(page).match(/^```(ts|js|mjs|http)$/gm) ?? []
    const snippets = read(page).match(/^<!-- \S+\.\w+(#\S+)? -->\n+```(ts|js|mjs|http)$/gm) ?? []
    expect(snippets).toHaveLength(blocks.length)
  })

  it('show that code as it is', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--check'], { cwd: root })
    expect(stdout).toBe('')
  })
})

describe('npm run docs:snippets', () => {
  let folder: string
  const page = () => join(folder, 'page.md')
  const marker = '<!-- code.ts#two -->\n\n```ts\n'

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portcullis-snippets-'))
    await writeFile(
      join(folder, 'code.ts'),
      '// #region one\none()\n// #endregion\n{\n  // #region two\n  two(\n    "$&"\n  )\n  // #endregion\n}\n'
    )
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function sync(text: string, ...flags: string[]): Promise<{ code: number; output: string }> {
    await writeFile(page(), text)
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [script, ...flags, page()])
      return { code: 0, output: stdout }
    } catch (error) {
      const {
        code = 1,
        stdout = '',
        stderr = ''
      } = error as { code?: number; stdout?: string; stderr?: string }
      return { code, output: stdout + stderr }
    }
  }

  it('fills a block from a region, without its indent', async () => {
    expect(await sync(`# Page\n\n${marker}old()\n\`\`\`\n\nEnd\n`)).toMatchObject({ code: 0 })
    expect(await readFile(page(), 'utf8')).toBe(`# Page\n\n${marker}two(\n  "$&"\n)\n\`\`\`\n\nEnd\n`)
  })

  it('fills a block from a whole file', async () => {
    await sync('<!-- code.ts -->\n\n```ts\n```\n')
    expect(await readFile(page(), 'utf8')).toContain(await readFile(join(folder, 'code.ts'), 'utf8'))
  })

  it('only tells what is out of date when it is to check', async () => {
    const text = `${marker}old()\n\`\`\`\n`
    const { code, output } = await sync(text, '--check')
    expect([code, await readFile(page(), 'utf8')]).toEqual([1, text])
    expect(output).toContain('out of date')
  })

  it.each([
    ['code.ts#three', 'no region three in'],
    ['other.ts', 'no file']
  ])('names what is not there: %s', async (source, message) => {
    const { code, output } = await sync(`<!-- ${source} -->\n\n\`\`\`ts\n\`\`\`\n`)
    expect(code).toBe(1)
    expect(output).toContain(message)
  })
})
