import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ERROR_CODES } from '../../src/errors/codes.ts'

const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8')

test('docs/errors.md has a heading for each code, and no other headings of that form', () => {
  const headings = [...page.matchAll(/^### `?([a-z]+(?:_[a-z]+)+)`?$/gmu)].map(([, code = '']) => code)
  expect(headings.toSorted()).toEqual(Object.keys(ERROR_CODES).toSorted())
})
