import { describe, expect, it } from 'vitest'
import { completeReference } from '../../tools/docs/lib/reference-examples.mjs'
import { searchTextOf } from '../../tools/docs/lib/search-text.mjs'
import { ROOT } from '../programs/start-program.ts'

describe('a page of the reference', () => {
  it.each(['reference/express', 'reference/express/index'])(
    'has the name of its package and an example that tests run: %s',
    (route) => {
      const page = completeReference('# index\n\n## Functions\n', route, ROOT)
      expect(page).toMatch(
        /^# @portcullis\/express\n\n```ts\nimport .*requireAuth\(.*```\n\n## Functions\n$/su
      )
    }
  )

  it('shows the decorators of NestJS, which doc comments cannot have', () => {
    const page = completeReference('# index\n', 'reference/nestjs/index', ROOT)
    expect(page).toMatch(/@RequireScopes\('read:messages'\).*@OptionalAuth\(\)/su)
  })

  it.each([
    ['reference/core/presets', '# @portcullis/core/presets\n'],
    ['reference/cli', '# @portcullis/cli\n'],
    ['reference/index', '# Reference\n']
  ])('has its name, and no example if the package has none: %s', (route, page) => {
    expect(completeReference('# x\n', route, ROOT)).toBe(page)
  })
})

describe('the search', () => {
  it('finds exports and their descriptions in the reference, and no members', () => {
    const page =
      '# core\n\n### admit()\n\nAdmits.\n\n#### Returns\n\nA promise.\n\n##### x\n\n### close()\n\nCloses.\n'
    expect(searchTextOf(page, 'reference/core/index.md')).toBe(
      '# core\n\n### admit()\n\nAdmits.\n\n### close()\n\nCloses.\n'
    )
    expect(searchTextOf('### a\n\n#### b\n', 'reference/core/index.md')).toBe('### a\n\n')
  })

  it.each([
    ['errors.md', '#### deep\n'],
    ['benchmarks/data.md', '']
  ])('finds of %s: %j', (path, text) => {
    expect(searchTextOf('#### deep\n', path)).toBe(text)
  })
})
