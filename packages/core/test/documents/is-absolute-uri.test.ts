import { expect, test } from 'vitest'
import { isAbsoluteUri } from '../../src/documents/is-absolute-uri.ts'

test.each(['https://api.example.test', 'urn:example:api', 'api://b9a4/x?y#z', '!:'])(
  '%s is taken or not as a parser says',
  (text) => {
    expect(isAbsoluteUri(text)).toBe(URL.canParse(text))
  }
)

test.each([
  'https://api.example.test/\n',
  'https://api.example.test/a\r\nX-Other: 1',
  '\thttps://api.example.test/',
  'https://api.example.test/a b',
  'https://api.example.test/\u007f',
  'https://api.example.test/日本',
  ''
])('%j is not an absolute URI, even if a parser accepts it', (text) => {
  expect(isAbsoluteUri(text)).toBe(false)
})
