import { expect, test } from 'vitest'
import { toError } from '../../src/errors/to-error.ts'

test.each([new TypeError('a fault'), { code: 'OWN' }])('%o is an error as it is', (thrown) => {
  expect(toError(thrown)).toBe(thrown)
})

test.each([undefined, null, 0, '', 'route', false, 5n, () => 'a function'])('%o becomes one', (thrown) => {
  const error = toError(thrown)
  expect(error).toBeInstanceOf(Error)
  expect(error).toHaveProperty('cause', thrown)
})
