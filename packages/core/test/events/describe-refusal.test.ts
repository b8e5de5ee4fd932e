import { expect, test } from 'vitest'
import { describeRefusal } from '../../src/events/describe-refusal.ts'
import type { RequestRefused } from '../../src/events/events.ts'

const refusal: RequestRefused = {
  type: 'request_refused',
  method: 'GET',
  path: '/messages',
  code: 'token_expired',
  page: '/errors#token_expired',
  stage: 'claims',
  status: 401,
  hint: 'a hint',
  cause: undefined,
  issuer: undefined,
  clientId: undefined,
  milliseconds: 1
}

test.each<[string, Partial<RequestRefused>, string]>([
  [
    'request, status, code, hint and page',
    {},
    'refused GET /messages: 401 token_expired: a hint; docs: /errors#token_expired'
  ],
  ['no hint', { hint: undefined }, 'refused GET /messages: 401 token_expired; docs: /errors#token_expired'],
  [
    'no request',
    { method: undefined, path: undefined },
    'refused: 401 token_expired: a hint; docs: /errors#token_expired'
  ],
  [
    'no method',
    { method: undefined },
    'refused /messages: 401 token_expired: a hint; docs: /errors#token_expired'
  ]
])('describes a refusal with %s in one line', (_title, change, line) => {
  expect(describeRefusal({ ...refusal, ...change })).toBe(line)
})

test('escapes characters of a path that act on terminals, and cuts a long one', () => {
  const line = describeRefusal({ ...refusal, path: `/\u001b[2J\u009b2J\r\n"${'x'.repeat(500)}` })
  expect(line).toMatch(
    /^refused GET \/\\u001b\[2J\\u009b2J\\r\\n\\"x+…: 401 token_expired: a hint; docs: \/errors#token_expired$/
  )
  expect(line.length).toBeLessThan(300)
})
