import { createProtectedResource, requireScopes, type Guard, type HasGuard } from '@portcullis/core'
import { requireScopes as middleware } from '@portcullis/express'
import { requireScopes as hook } from '@portcullis/fastify'
import { afterAll, describe, expect, test } from 'vitest'
import { accessToken, options } from '../tokens/authority.ts'

const api = createProtectedResource(options)
afterAll(() => api.close())

const context = await api.authenticate({ headers: { authorization: `Bearer ${accessToken()}` } })

describe.each<[string, (...scopes: [string, ...string[]]) => Guard | HasGuard]>([
  ['@portcullis/core', requireScopes],
  ['@portcullis/express', middleware],
  ['@portcullis/fastify', hook]
])('authorize with a guard of %s', (_name, guard) => {
  test('passes a context that has the scope', () => {
    expect(() => api.authorize(context, guard('read:messages'))).not.toThrow()
  })

  test('refuses a context without the scope', () => {
    expect(() => api.authorize(context, guard('write:messages'))).toThrow(
      expect.objectContaining({ code: 'scope_insufficient' }) as Error
    )
  })
})

test.each([
  ['a function without guard', () => true],
  [
    'middleware with a guard that was written by hand',
    Object.assign(() => true, { guard: { kind: 'scopes' } })
  ]
])('authorize throws a ConfigurationError for %s', (_title, wrong) => {
  expect(() => api.authorize(context, wrong as never)).toThrow('not a guard')
})
