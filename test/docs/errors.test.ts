import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ERROR_CODES, errorPage, type ErrorCode, type ErrorRow } from '@portcullis/core'
import { afterAll, describe, expect, it } from 'vitest'
import { writePages } from '../../tools/docs/lib/write-pages.mjs'
import { anchorsOf } from './markdown-links.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** Code and text of each section. */
const sections = read('docs/errors.md')
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const [code = '', ...text] = section.split('\n')
    // Where lines break says nothing.
    return { code, text: text.join('\n').replaceAll(/(?<!\n)\n(?!\n)/g, ' ') }
  })

/** The members of the type, in their order. */
const [, union = ''] =
  /export type ErrorCode =([^]*?)\n\n/.exec(read('packages/core/src/errors/codes.ts')) ?? []
const typeMembers = [...union.matchAll(/'(\w+)'/g)].map(([, name = '']) => name)

/** How a page says what the client sees. */
function sentenceFor({ status, oauthError, description }: ErrorRow): string {
  if (oauthError === undefined) return `The client sees **${status}** and a bare challenge.`
  return `The client sees **${status}** \`${oauthError}\`, "${description}"`
}

describe('docs/errors.md', () => {
  it('has a heading for each code of the table, in its order, and none besides', () => {
    expect(sections.map(({ code }) => code)).toEqual(Object.keys(ERROR_CODES))
  })

  it('has the codes of the type, as the table has', () => {
    expect(typeMembers.toSorted()).toEqual(Object.keys(ERROR_CODES).toSorted())
  })

  it.each(Object.entries(ERROR_CODES))('says what the client sees: %s', (code, row) => {
    const text = sections.find((section) => section.code === code)?.text ?? ''
    expect(text).toContain(sentenceFor(row))
    const paragraphs = text.split('\n\n').filter((one) => /^\s*[^\s#]/u.test(one))
    expect(paragraphs.length, 'what the client sees, what happened, and what to do').toBeGreaterThan(2)
  })
})

describe('the page of the documentation site about errors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-errors-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  writePages(folder)

  it('has each anchor that events, logs and the command line point to, and one for no other code', () => {
    const headings = readFileSync(join(folder, 'errors.md'), 'utf8').match(/^### .+$/gmu) ?? []
    const addresses = headings.flatMap((heading) =>
      [...anchorsOf(heading)].map((anchor) => `/errors#${anchor}`)
    )
    expect(addresses).toEqual((Object.keys(ERROR_CODES) as ErrorCode[]).map(errorPage))
  })
})
