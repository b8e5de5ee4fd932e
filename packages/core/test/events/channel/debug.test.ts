import { afterEach, beforeEach, expect, test, vi } from 'vitest'

// NODE_DEBUG is read when a process starts: these tests pretend that it names the package.
const lines: string[] = []

beforeEach(() => {
  vi.resetModules()
  vi.doMock('node:util', () => ({
    debuglog: (section: string) =>
      Object.assign((_format: string, line: string) => void lines.push(`${section}: ${line}`), {
        enabled: true
      })
  }))
})

afterEach(() => {
  vi.doUnmock('node:util')
  vi.resetModules()
  lines.length = 0
})

const refusal = {
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
} as const

test('writes one line for each refusal, and none for other events, if NODE_DEBUG names the package', async () => {
  const { explainOnTerminal, hasListeners, publish } = await import('../../../src/events/channel/node.ts')
  expect(hasListeners()).toBe(true)
  publish(refusal)
  publish({ type: 'key_set_expired', issuer: 'https://as.example.test', ageSeconds: 1 })
  // Not twice.
  explainOnTerminal(refusal)
  expect(lines).toEqual([
    'portcullis: refused GET /messages: 401 token_expired: a hint; docs: /errors#token_expired'
  ])
})
