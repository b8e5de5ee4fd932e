import { channel } from 'node:diagnostics_channel'
import { describe, expect, onTestFinished, test } from 'vitest'
import { EVENT_CHANNEL } from '../src/events/events.ts'
import { requireScopes } from '../src/guards/create-guards.ts'
import { refusalOf } from './support/refusal-of.ts'
import { createStaticResource, openStaticResource } from './support/static-resource.ts'

const { resource, sign } = createStaticResource()
const URL_OF_REQUEST = 'https://api.example.test/messages?page=2'

async function fetchRequest(...values: string[]): Promise<Request> {
  const request = new Request(URL_OF_REQUEST)
  for (const value of values) request.headers.append('Authorization', value)
  return request
}

describe('a request of the Fetch API', () => {
  test('with a valid token is authenticated, and found in the cache afterwards', async () => {
    const request = await fetchRequest(`Bearer ${await sign()}`)
    const context = await resource.authenticate(request)
    expect(context.scopes).toEqual(['read:messages'])
    expect(resource.authenticateFromCache(request)).toBe(context)
    expect(resource.admit(request)).toMatchObject({ context, failure: undefined })
  })

  test('without a token is refused as without credentials', async () => {
    const error = await refusalOf(async () => resource.authenticate(await fetchRequest()))
    expect(error.code).toBe('credentials_missing')
  })

  test('with two Authorization lines, which it joins, is malformed', async () => {
    const line = `Bearer ${await sign()}`
    const error = await refusalOf(async () => resource.authenticate(await fetchRequest(line, line)))
    expect(error).toMatchObject({ code: 'credentials_malformed', status: 400 })
  })

  test('is named in events by its path, without origin and query', async () => {
    const events: unknown[] = []
    const listen = (event: unknown) => void events.push(event)
    channel(EVENT_CHANNEL).subscribe(listen)
    onTestFinished(() => {
      channel(EVENT_CHANNEL).unsubscribe(listen)
    })
    const request = await fetchRequest()
    await refusalOf(() => resource.authenticate(request))
    const guard = requireScopes('read:messages')
    await refusalOf(async () => resource.authorize(undefined, guard, { request }))
    expect(events).toMatchObject([
      { method: 'GET', path: '/messages' },
      { method: 'GET', path: '/messages' }
    ])
  })

  test('that is a CORS preflight is known as one', async () => {
    const { resource: passing } = openStaticResource({ corsPreflight: 'pass' })
    const headers = { origin: 'https://spa.example.test', 'access-control-request-method': 'GET' }
    const request = new Request(URL_OF_REQUEST, { method: 'OPTIONS', headers })
    expect(passing.admit(request)).toMatchObject({ context: undefined })
  })
})

test('a Headers object in a request of the own making is read like a plain object', async () => {
  const headers = new Headers({ authorization: `Bearer ${await sign()}` })
  const context = await resource.authenticate({ method: 'GET', url: '/messages', headers })
  expect(context.scopes).toEqual(['read:messages'])
})

test('a Headers object without method and url is authenticated', async () => {
  const headers = new Headers({ authorization: `Bearer ${await sign()}` })
  expect((await resource.authenticate({ headers })).scopes).toEqual(['read:messages'])
})
