import { expect, test } from 'vitest'
import { DocumentError } from '../../src/documents/document-error.ts'

const facts = {
  url: 'https://as.example.test/jwks',
  reason: 'timeout',
  phase: 'body',
  milliseconds: 3000.4,
  bytes: 17
} as const

test('the message has the URL, the phase and the time', () => {
  const error = new DocumentError(facts)
  expect(error.message).toBe('timeout at https://as.example.test/jwks (body, 3000 ms, 17 bytes)')
  expect([error.name, error.facts, error.cause]).toEqual(['DocumentError', facts, undefined])
})

test('has the status in the message if there was one, and keeps the cause', () => {
  const cause = new Error('why')
  const error = new DocumentError({ ...facts, reason: 'status', status: 502 }, cause)
  expect(error.message).toContain('status 502 at')
  expect(error.cause).toBe(cause)
})
