import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/** Forms that readers stumble over, and what to write instead. */
const FORMS: readonly (readonly [form: RegExp, plain: string])[] = [
  [/\bwhat stands in\b/iu, 'the value of'],
  [/\b(?:it|as it|they) stands? in\b/iu, 'is in; exactly as in'],
  [/\bcan['’]t be had\b|\bcould not be had\b/iu, 'cannot be fetched, is unavailable'],
  [/\bmend(?:s|ed)?\b/iu, 'fix'],
  [/\bis told of\b|\btells of\b/iu, 'is reported, reports'],
  [/\btells whether\b/iu, 'returns whether'],
  [/\btells? (?:it|this|them|\w+) from\b/iu, 'distinguishes'],
  [/\bwill (?:not )?do\b/iu, 'is (not) valid'],
  [/\bserves? on\b/iu, 'stays in use'],
  [/\bour (?:trouble|surroundings)\b/iu, 'a server-side failure'],
  [/\blast good (?:keys|one|set)\b/iu, 'the cached keys'],
  [/\b(?:is|are|be) let in\b|\blets? \w+ in\b/iu, 'is admitted'],
  [/\bwho(?:so)?ever\b/iu, 'anyone who, the caller'],
  [/\b(?:all|each|none|one|some|most|either|neither|any|many|few|\w+,) of which\b/iu, '(split the sentence)'],
  [/\bin the place of\b/iu, 'instead of'],
  [/\ba last word on\b/iu, 'the final check of'],
  [/\bfor ever\b/iu, 'forever'],
  [/\bone that may not\b/iu, 'one without permission'],
  [/\bshall\b/iu, 'must, should'],
  [/(?<!\bthere )\bis no (?:jwt|token|url|json|list|array|string|number|object|guard)\b/iu, 'is not a'],
  [/\ba handler of yours\b/iu, 'your handler'],
  [/\b(?:carry|carries|bring|brings|carried) (?:\w+ )?along\b/iu, 'include'],
  [/\bvouch(?:es)?\b/iu, 'unverified'],
  [/\binsist with\b/iu, 'use --force'],
  [/\bwithout a promise\b/iu, 'synchronously'],
  [/\bto the bottom\b/iu, 'deeply'],
  [/\bslash at the end\b/iu, 'trailing slash'],
  [/\bmisspelt\b/iu, 'misspelled'],
  [/\bpage for people\b/iu, 'an HTML page'],
  [/\b(?:is|are) away\b/iu, 'is down'],
  [/\bthat people have\b/iu, 'common'],
  [/\bto the letter of\b/iu, 'exactly as … requires'],
  [/\b(?:hold|held) against\b/iu, 'check against'],
  [/\bcounts? as none\b/iu, 'is treated as absent'],
  [/\bnobody\b|\bsomebody\b/iu, '(name the actor)'],
  [/\bthe way of a request\b/iu, 'the request pipeline'],
  [/\bno news here\b/iu, 'already recorded'],
  [/\bthat objects inherit\b/iu, 'inherited']
]

const root = fileURLToPath(new URL('..', import.meta.url))

/** What is not ours to write in plain words: a standard text, and what typedoc and the site generate. */
const EXEMPT = /^(?:CODE_OF_CONDUCT\.md|docs\/reference\/|tools\/docs\/pages\/)/u

/** Paths of all files below a folder that match, relative to the repository. */
function filesIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path).replaceAll('\\', '/'))
    .filter((path) => pattern.test(path) && !EXEMPT.test(path) && !/\b(?:node_modules|dist)\b/u.test(path))
}

/** Whole files as one line each: a form may be broken by the end of a line, of a comment too. */
const readAll = (paths: readonly string[]) =>
  paths.map((path) => ({ path, text: asOneLine(readFileSync(join(root, path), 'utf8')) }))

function asOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*(?:\*|\/\/)?\s*/gu, ' ')
}

const texts = {
  sources: readAll(filesIn('packages', /^packages\/\w+\/src\/.*\.ts$/u)),
  documents: readAll([
    ...readdirSync(root).filter((name) => name.endsWith('.md') && !EXEMPT.test(name)),
    ...filesIn('.changeset', /\.md$/u),
    ...filesIn('docs', /\.md$/u),
    ...filesIn('packages', /^packages\/\w+\/README\.md$/u),
    ...filesIn('tools/docs', /\.(?:md|mjs|vue)$/u),
    ...filesIn('examples', /\.(?:md|mjs|js|html|ts)$/u)
  ])
}

test('the search covers the sources of all packages, the documents and the examples', () => {
  expect(texts.sources.length).toBeGreaterThan(200)
  expect(texts.sources.map(({ path }) => path)).toContain('packages/core/src/authenticate.ts')
  const documents = texts.documents.map(({ path }) => path)
  expect(documents).toEqual(
    expect.arrayContaining([
      'README.md',
      'docs/keys.md',
      'docs/providers/keycloak.md',
      'packages/nestjs/README.md',
      'examples/pkce-demo/public/index.html'
    ])
  )
})

describe.each(['sources', 'documents'] as const)('no text of the %s', (kind) => {
  test.each(FORMS)('matches %s', (form, plain) => {
    const found = texts[kind].flatMap(({ path, text }) => {
      const match = form.exec(text)
      return match === null
        ? []
        : [`${path}: …${text.slice(Math.max(0, match.index - 30), match.index + 40)}…`]
    })
    expect(found, `write "${plain}"`).toEqual([])
  })
})

test.each([
  ['/** Tells\n * whether it is. */', 'returns whether'],
  ['keys that can’t be had', 'cannot be fetched, is unavailable']
])('%j is found', (text, plain) => {
  const line = asOneLine(text)
  expect(FORMS.filter(([form]) => form.test(line)).map(([, instead]) => instead)).toEqual([plain])
})
