import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'
import ts from 'typescript'
import { afterAll, describe, expect, it } from 'vitest'
import { renderChoices } from '../../tools/docs/lib/choices.mjs'
import { renderModules, toCommonJs } from '../../tools/docs/lib/common-js.mjs'
import { rewriteLinks } from '../../tools/docs/lib/links.mjs'
import { sidebarOf } from '../../tools/docs/lib/navigation.mjs'
import { slugOf } from '../../tools/docs/lib/slug.mjs'
import { findSources } from '../../tools/docs/lib/sources.mjs'
import { writePages } from '../../tools/docs/lib/write-pages.mjs'
import { ROOT } from '../programs/start-program.ts'
import { anchorsOf } from './markdown-links.ts'

const folder = mkdtempSync(join(tmpdir(), 'portcullis-site-'))
afterAll(() => rmSync(folder, { recursive: true }))
writePages(folder)

const sources = findSources(ROOT)
const routes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replace(/\.md$/u, ''))

describe('the documentation site', () => {
  it('has a page for each document of docs/, packages/ and examples/', () => {
    expect(new Set(sources.values()).size).toBe(sources.size)
    expect(routes.toSorted()).toEqual([...sources.values(), 'index'].toSorted())
    expect(sources.get('docs/errors.md')).toBe('errors')
    expect(sources.get('packages/express/README.md')).toBe('packages/express')
  })

  it('names each page in the navigation, once', () => {
    const links = sidebarOf(routes, folder).flatMap(({ items }) => items.map(({ link }) => link))
    const expected = [...sources.values()].map((route) => `/${route.replace(/(?<=\/)index$/u, '')}`)
    expect(links.toSorted()).toEqual(expected.toSorted())
  })

  it('puts a page that no group names into the navigation', () => {
    writeFileSync(join(folder, 'unheard-of.md'), '# Unheard of\n')
    expect(sidebarOf(['unheard-of'], folder)).toEqual([
      { text: 'Guides', collapsed: true, items: [{ text: 'Unheard of', link: '/unheard-of' }] }
    ])
  })

  it('has the groups in the order in which readers need them, each with its overview first', () => {
    const pages = [
      'cli',
      'reference/index',
      'reference/core/index',
      'providers/auth0',
      'providers/index',
      'keys'
    ]
    for (const route of pages) write(route)
    expect(sidebarOf(['getting-started', 'guards', 'migrate/index', 'security', ...pages], folder)).toEqual([
      { text: 'Start', collapsed: false, items: [expect.objectContaining({ link: '/getting-started' })] },
      { text: 'Guides', collapsed: true, items: [expect.objectContaining({ link: '/guards' })] },
      {
        text: 'Authorization servers',
        collapsed: true,
        items: [
          { text: 'Overview', link: '/providers/' },
          expect.objectContaining({ link: '/providers/auth0' })
        ]
      },
      { text: 'Migrate', collapsed: true, items: [{ text: 'Overview', link: '/migrate/' }] },
      {
        text: 'Reference',
        collapsed: true,
        items: [
          expect.objectContaining({ link: '/cli' }),
          { text: 'All exports', link: '/reference/' },
          expect.objectContaining({ link: '/reference/core/' })
        ]
      },
      { text: 'Operations', collapsed: true, items: [expect.objectContaining({ link: '/keys' })] },
      { text: 'Project', collapsed: true, items: [expect.objectContaining({ link: '/security' })] }
    ])
  })

  it('spells the anchors of headings as GitHub does', () => {
    for (const heading of ['audience_mismatch', 'RFC 9068: `typ` & more', 'What it sends, and never does']) {
      expect([...anchorsOf(`# ${heading}`)]).toEqual([slugOf(heading)])
    }
  })
})

/** Writes a page, unless the site has it: the reference exists after typedoc only. */
function write(route: string): void {
  const file = join(folder, `${route}.md`)
  mkdirSync(dirname(file), { recursive: true })
  if (!existsSync(file)) writeFileSync(file, '# A page\n')
}

describe('links of a page', () => {
  const rewrite = (text: string) => {
    const files = new Set<string>()
    return { text: rewriteLinks(text, 'docs/keys.md', { root: ROOT, sources, files }), files: [...files] }
  }

  it.each([
    ['[a](errors.md#key_not_found)', '[a](/errors#key_not_found)'],
    ['[a](providers/README.md)', '[a](/providers/)'],
    ['[a](../packages/core/README.md)', '[a](/packages/core)'],
    ['[a](../examples/cluster/)', '[a](/examples/cluster)'],
    ['[a](../README.md#install)', '[a](/#install)'],
    ['[a](#here) and [b](https://example.com/x.md)', '[a](#here) and [b](https://example.com/x.md)'],
    ['`[a](errors.md)`', '`[a](errors.md)`']
  ])('%j become %j', (before, after) => {
    expect(rewrite(before)).toEqual({ text: after, files: [] })
  })

  it('to sources and images lead to copies of them', () => {
    const { text, files } = rewrite('[a](../test/docs/keys.test.ts) ![b](benchmarks/hits.svg)')
    expect(text).toBe('[a](/source/test/docs/keys.test.ts.txt) ![b](/assets/docs/benchmarks/hits.svg)')
    expect(files).toEqual(['test/docs/keys.test.ts', 'docs/benchmarks/hits.svg'])
  })

  it('that lead nowhere stop the build', () => {
    expect(() => rewrite('[a](nowhere.md)')).toThrow('docs/keys.md links to nowhere.md, which does not exist')
  })
})

describe('what a page shows for several frameworks', () => {
  it('becomes a choice', () => {
    const page = '<!-- choose -->\n\n**Express**\n\none\n\n**Fastify**\n\ntwo\n\n<!-- /choose -->\n'
    const choice = renderChoices(page)
    expect(choice).toContain(`<Choice kind="framework" :options="['Express', 'Fastify']">`)
    expect(choice).toContain('<template #Fastify>\n\ntwo\n\n</template>')
  })

  it.each(routes)('is closed on %s', (route) => {
    expect(readFileSync(join(folder, `${route}.md`), 'utf8')).not.toMatch(/<!-- \/?choose -->/u)
  })
})

describe('a code block in CommonJS', () => {
  it.each([
    [`import express from 'express'\nuse(express)\n`, `const express = require('express')\nuse(express)\n`],
    [
      `import portcullis, { auth0 } from '@portcullis/fastify'\n`,
      `const { default: portcullis, auth0 } = require('@portcullis/fastify')\n`
    ],
    [`import {\n  a as b,\n  type C,\n  d\n} from 'e'\nb(d)\n`, `const { a: b, d } = require('e')\nb(d)\n`],
    [`import 'reflect-metadata'\n`, `require('reflect-metadata')\n`]
  ])('%j is %j', (before, after) => {
    expect(toCommonJs(before)).toBe(after)
  })

  it.each(['use()\n', `import a from 'a'\nawait a()\n`, `import a from 'a'\nexport { a }\n`])(
    'does not exist of %j',
    (code) => {
      expect(toCommonJs(code)).toBeUndefined()
    }
  )

  const blocks = [...sources]
    .filter(([, route]) => !route.startsWith('reference/'))
    .flatMap(([path]) =>
      [...readFileSync(join(ROOT, path), 'utf8').matchAll(/^```(?:ts|js|mjs)\n(.*?)^```$/gmsu)].map(
        ([, code = '']) => ({ path, code: toCommonJs(code) })
      )
    )
    .filter((block): block is { path: string; code: string } => block.code !== undefined)

  it('is offered for many', () => {
    expect(blocks.length).toBeGreaterThan(15)
    expect(renderModules(`\`\`\`ts\nimport a from 'a'\n\`\`\`\n`)).toContain('<template #CommonJS>')
  })

  it.each(blocks)('is a script that has what it requires: $path', async ({ code }) => {
    const module = ts.ModuleKind.CommonJS
    const compilerOptions = { module, target: ts.ScriptTarget.ES2022, experimentalDecorators: true }
    const script = ts.transpileModule(code, { compilerOptions }).outputText
    expect(() => new Script(`(function () {${script}\n})`)).not.toThrow()
    for (const [, names = '', name = ''] of code.matchAll(
      /^const \{ (.+) \} = require\('(@portcullis\/[^']+)'\)/gmu
    )) {
      const exported = Object.keys((await import(name)) as object)
      expect(exported).toEqual(
        expect.arrayContaining(names.split(', ').map((one) => one.replace(/:.*/u, '')))
      )
    }
  })
})
