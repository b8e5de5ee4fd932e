import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ERROR_CODES } from '../../src/errors/codes.ts'

const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8')

test('the page about refusals has a heading for each code, and for nothing that is no code', () => {
  const headings = [...page.matchAll(/^### `?([a-z]+(?:_[a-z]+)+)`?$/gmu)].map(([, code = '']) => code)
  expect(headings.toSorted()).toEqual(Object.keys(ERROR_CODES).toSorted())
})
