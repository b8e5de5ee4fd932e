import { expect, test } from 'vitest'
import { isPreflight } from '../../src/request/is-preflight.ts'

const preflight = {
  method: 'OPTIONS',
  url: '/messages',
  headers: { origin: 'https://spa.example.test', 'access-control-request-method': 'GET' }
}

test('OPTIONS with Origin and Access-Control-Request-Method is a preflight', () => {
  expect(isPreflight(preflight)).toBe(true)
})

test.each([
  ['another method', { ...preflight, method: 'GET' }],
  ['a method in lower case', { ...preflight, method: 'options' }],
  ['no Origin', { ...preflight, headers: { ...preflight.headers, origin: undefined } }],
  ['no requested method', { ...preflight, headers: { origin: 'https://spa.example.test' } }],
  [
    'credentials, which no browser sends',
    { ...preflight, headers: { ...preflight.headers, authorization: '' } }
  ]
])('with %s it is none', (_title, request) => {
  expect(isPreflight(request)).toBe(false)
})
