import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findSources } from '../../tools/docs/lib/sources.mjs'
import { ROOT } from '../programs/start-program.ts'

/** Rules of a community and of the project: they are for everyone who takes part. */
const FOR_EVERYONE = new Set(['CHANGELOG.md', 'CODE_OF_CONDUCT.md', 'REVIEW.md', 'SECURITY.md'])

const pages = [...findSources(ROOT).keys()].filter(
  (path) => !path.startsWith('docs/reference/') && !FOR_EVERYONE.has(path)
)

test('the opening of every document is checked', () => {
  const documents = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.startsWith('reference'))
    .map((path) => `docs/${path}`)
  expect(pages).toEqual(expect.arrayContaining([...documents, 'packages/core/README.md', 'CONTRIBUTING.md']))
})

test.each(pages)('%s begins with who it is for and what they get from it', (path) => {
  const [, opening = ''] =
    /^# .+\n\n(?:<!--.*-->\n\n)?(.+(?:\n.+)*)/u.exec(readFileSync(join(ROOT, path), 'utf8')) ?? []
  expect(opening.replaceAll('\n', ' ')).toMatch(
    /^For \w.{10,200}?(?:\. (?:At|By) the end, |: )\w.{10,200}?\./u
  )
})
