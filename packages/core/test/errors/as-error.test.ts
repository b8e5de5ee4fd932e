import { expect, test } from 'vitest'
import { asError } from '../../src/errors/as-error.ts'

test.each([new TypeError('a fault'), { code: 'OWN' }])('%o is an error as it is', (thrown) => {
  expect(asError(thrown)).toBe(thrown)
})

test.each([undefined, null, 0, '', 'route', false, 5n, () => 'a function'])('%o becomes one', (thrown) => {
  const error = asError(thrown)
  expect(error).toBeInstanceOf(Error)
  expect(error).toHaveProperty('cause', thrown)
})
