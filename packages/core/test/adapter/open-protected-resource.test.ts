import { expect, onTestFinished, test } from 'vitest'
import { openProtectedResource } from '../../src/adapter/open-protected-resource.ts'
import { createProtectedResource } from '../../src/protected-resource.ts'
import { mistakeOf } from '../support/refusal-of.ts'

const environment = { OAUTH_ISSUER: 'https://as.example.test', OAUTH_AUDIENCE: 'https://api.example.test' }
const choices = { onRefusal: ['answer', 'next'] }

test('a protected resource is used as it is, with the values of the fallback', async () => {
  const resource = createProtectedResource({ issuer: 'https://other.example.test', audience: 'api' })
  onTestFinished(() => resource.close())
  const fallback = { onRefusal: 'next' }
  const opened = openProtectedResource(resource, { environment, choices, fallback })
  const closed = { allowAnonymous: false, onInvalidToken: 'refuse', guard: undefined }
  const protection = { ...closed, ...fallback, protectedResource: resource }
  expect(opened).toEqual({ protection, ownsResource: false })
  expect(opened.protection.protectedResource).toBe(resource)
})

test.each([
  [{}, {}, {}],
  [{ onRefusal: 'next' }, {}, { onRefusal: 'next' }],
  [{}, { onRefusal: 'next' }, { onRefusal: 'next' }],
  [{ onRefusal: 'answer' }, { onRefusal: 'next' }, { onRefusal: 'answer' }],
  [{ onRefusal: undefined }, { onRefusal: 'next' }, { onRefusal: 'next' }]
])(
  'of %j, with the fallback %j, %j is chosen, and the rest are options',
  async (source, fallback, chosen) => {
    const opened = openProtectedResource(source, { environment, choices, fallback })
    onTestFinished(() => opened.protection.protectedResource.close())
    expect(opened).toMatchObject({ ownsResource: true, protection: chosen })
    expect(Object.hasOwn(opened.protection, 'onRefusal')).toBe('onRefusal' in chosen)
    expect(opened.protection.protectedResource.readiness().issuers).toMatchObject([
      { issuer: 'https://as.example.test' }
    ])
  }
)

test.each([
  [{}, {}, 'refuse'],
  [{ onInvalidToken: 'anonymous' }, {}, 'anonymous'],
  [{}, { onInvalidToken: 'anonymous' }, 'anonymous'],
  [{ onInvalidToken: 'refuse' }, { onInvalidToken: 'anonymous' }, 'refuse']
])(
  'with allowAnonymous, of %j and the fallback %j, onInvalidToken is %s',
  (source, fallback, onInvalidToken) => {
    const adapter = { environment, choices, fallback, allowAnonymous: true }
    const { protection } = openProtectedResource(source, adapter)
    onTestFinished(() => protection.protectedResource.close())
    expect(protection).toMatchObject({ allowAnonymous: true, onInvalidToken })
  }
)

test('without allowAnonymous, onInvalidToken is an unknown option', () => {
  const given = { onInvalidToken: 'anonymous' }
  expect(mistakeOf(() => openProtectedResource(given, { environment, choices })).option).toBe(
    'onInvalidToken'
  )
  const adapter = { environment, choices, fallback: given }
  expect(mistakeOf(() => openProtectedResource({}, adapter)).option).toBe('onInvalidToken')
})

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'options'],
  ['a text', 'https://as.example.test', 'options'],
  ['a list', [], 'options'],
  ['an object with a prototype of its own', Object.create({ audience: 'api' }), 'audience'],
  ['a request', { rawHeaders: [], url: '/' }, 'options'],
  ['a misspelt option', { isuer: 'https://as.example.test' }, 'isuer'],
  ['a choice that does not exist', { onRefusal: 'throw' }, 'onRefusal']
])('%s instead of options is a ConfigurationError', (_title, source, option) => {
  expect(mistakeOf(() => openProtectedResource(source as object, { environment, choices })).option).toBe(
    option
  )
})

test('a missing issuer or an unknown fallback option is a ConfigurationError', () => {
  expect(mistakeOf(() => openProtectedResource({}, { environment: {}, choices: {} })).option).toBe('issuer')
  expect(
    mistakeOf(() => openProtectedResource({}, { environment, choices: {}, fallback: { a: 1 } })).option
  ).toBe('a')
})
