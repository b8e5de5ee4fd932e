import { expect, onTestFinished, test } from 'vitest'
import { openProtectedResource } from '../../src/adapter/open-protected-resource.ts'
import { createProtectedResource } from '../../src/protected-resource.ts'
import { mistakeOf } from '../support/refusal-of.ts'

const environment = { OAUTH_ISSUER: 'https://as.example.test', OAUTH_AUDIENCE: 'https://api.example.test' }
const choices = { onRefusal: ['answer', 'next'] }

test('a protected resource that exists already is used as it is, with what was chosen beside', async () => {
  const resource = createProtectedResource({ issuer: 'https://other.example.test', audience: 'api' })
  onTestFinished(() => resource.close())
  const beside = { onRefusal: 'next' }
  const opened = openProtectedResource(resource, { environment, choices, beside })
  expect(opened).toEqual({ resource, isOwn: false, chosen: beside })
  expect(opened.resource).toBe(resource)
})

test.each([
  [{}, {}, {}],
  [{ onRefusal: 'next' }, {}, { onRefusal: 'next' }],
  [{}, { onRefusal: 'next' }, { onRefusal: 'next' }],
  [{ onRefusal: 'answer' }, { onRefusal: 'next' }, { onRefusal: 'answer' }],
  [{ onRefusal: undefined }, { onRefusal: 'next' }, { onRefusal: 'next' }]
])('of %j, with %j beside, %j is chosen, and the rest are options', async (source, beside, chosen) => {
  const opened = openProtectedResource(source, { environment, choices, beside })
  onTestFinished(() => opened.resource.close())
  expect(opened).toMatchObject({ isOwn: true, chosen })
  expect(Object.keys(opened.chosen)).toEqual(Object.keys(chosen))
  expect(opened.resource.readiness().issuers).toMatchObject([{ issuer: 'https://as.example.test' }])
})

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'options'],
  ['a text', 'https://as.example.test', 'options'],
  ['a list', [], 'options'],
  ['an object with a prototype of its own', Object.create({ audience: 'api' }), 'audience'],
  ['a request', { rawHeaders: [], url: '/' }, 'options'],
  ['a misspelt option', { isuer: 'https://as.example.test' }, 'isuer'],
  ['a choice that does not exist', { onRefusal: 'throw' }, 'onRefusal']
])('%s in the place of options is a mistake', (_title, source, option) => {
  expect(mistakeOf(() => openProtectedResource(source as object, { environment, choices })).option).toBe(
    option
  )
})

test('what the environment does not say is asked for', () => {
  expect(mistakeOf(() => openProtectedResource({}, { environment: {}, choices: {} })).option).toBe('issuer')
  expect(
    mistakeOf(() => openProtectedResource({}, { environment, choices: {}, beside: { a: 1 } })).option
  ).toBe('a')
})
