import { readFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener } from 'node:http'
import { createTestClock, type TestClock } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { createClosing, type Closing } from '../../src/documents/closing.ts'
import { DocumentError } from '../../src/documents/document-error.ts'
import { fetchDocument, type Fetch, type FetchedDocument } from '../../src/documents/fetch-document.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import type { PortcullisEvent } from '../../src/events/events.ts'
import { recordEvents } from '../support/record-events.ts'
import { serve } from '../support/serve.ts'

const issuer = 'https://as.example.test'

const asItIs = (content: unknown) => content

/** What the package says of itself. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

interface Change {
  readonly document?: 'metadata'
  readonly url?: string
  readonly parse?: (content: unknown) => unknown
  readonly fetch?: Fetch
}

interface Rig {
  readonly clock: TestClock
  readonly closing: Closing
  readonly events: readonly PortcullisEvent[]
  readonly url: string
  fetch(change?: Change): Promise<FetchedDocument<unknown>>
}

async function openRig(listener: RequestListener): Promise<Rig> {
  const clock = createTestClock()
  const closing = createClosing()
  const url = `${await serve(listener)}/document`
  return {
    clock,
    closing,
    events: recordEvents(),
    url,
    fetch: ({ fetch: given, parse = asItIs, ...change } = {}) =>
      fetchDocument(
        { issuer, document: 'jwks', url, maxBytes: 100, parse, ...change },
        { fetch: given ?? ((to, init) => fetch(to, init)), clock, fetchTimeoutSeconds: 3, closing }
      )
  }
}

const answering =
  (body: string, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body)

/** The facts that a fetch fails with. */
async function factsOf(fetching: Promise<unknown>) {
  const error: unknown = await fetching.catch((thrown: unknown) => thrown)
  if (error instanceof DocumentError) return { ...error.facts, cause: error.cause }
  throw new Error('the document was had')
}

describe('fetching a document', () => {
  test('returns the parsed content and the response headers', async () => {
    const { fetch, events, url } = await openRig(answering('{"a":1}', 200, { 'cache-control': 'max-age=99' }))
    const fetched = await fetch({ parse: (content) => JSON.stringify(content) })
    expect(fetched).toMatchObject({ content: '{"a":1}' })
    expect(fetched.headers.get('cache-control')).toBe('max-age=99')
    expect(events).toEqual([
      { type: 'fetch_started', issuer, document: 'jwks', url },
      { type: 'fetch_succeeded', issuer, document: 'jwks', url, milliseconds: 0, bytes: 7 }
    ])
  })

  test('tells how long it took', async () => {
    const { clock, fetch: fetchIt, events } = await openRig(answering('{}'))
    const slow: Fetch = async (url, init) => {
      await clock.advance(0.25)
      return fetch(url, init)
    }
    await fetchIt({ fetch: slow })
    expect(events.at(-1)).toMatchObject({ type: 'fetch_succeeded', milliseconds: 250 })
  })

  test('asks for its media type under the name of Portcullis, without cookies', async () => {
    const seen: IncomingMessage['headers'][] = []
    const { fetch } = await openRig((request, response) => {
      seen.push(request.headers)
      response.setHeader('set-cookie', 'session=1').end('{}')
    })
    await fetch()
    await fetch({ document: 'metadata' })
    expect(seen.map((headers) => [headers.accept, headers['user-agent'], headers.cookie])).toEqual([
      ['application/jwk-set+json, application/json', `portcullis/${version}`, undefined],
      ['application/json', `portcullis/${version}`, undefined]
    ])
  })

  test('waits for the parser', async () => {
    const { fetch } = await openRig(answering('[]'))
    expect(await fetch({ parse: () => Promise.resolve('made') })).toMatchObject({ content: 'made' })
  })

  test('publishes nothing without subscribers', async () => {
    const url = `${await serve(answering('[]'))}/document`
    const request = { issuer, document: 'jwks', url, maxBytes: 100, parse: () => 'made' } as const
    const settings = { fetch, clock: createTestClock(), fetchTimeoutSeconds: 3, closing: createClosing() }
    expect(await fetchDocument(request, settings)).toMatchObject({ content: 'made' })
    await expect(fetchDocument({ ...request, url: 'ftp://a' }, settings)).rejects.toThrow(DocumentError)
  })
})

describe('a document that cannot be had', () => {
  test.each([
    ['status', answering('', 404), { status: 404, phase: 'headers' }],
    ['status', answering('{}', 201), { status: 201, phase: 'headers' }],
    ['status', answering('', 204), { status: 204, phase: 'headers' }],
    ['redirect', answering('', 302, { location: '/elsewhere' }), { status: 302, phase: 'headers' }],
    ['redirect', answering('', 304), { status: 304, phase: 'headers' }],
    ['not_json', answering('<html>'), { status: 200, phase: 'body', bytes: 6 }],
    ['not_json', answering(''), { status: 200, phase: 'body', bytes: 0 }],
    ['too_large', answering('x'.repeat(101)), { status: 200, phase: 'body', bytes: 101 }]
  ] as const)('fails for %s: %#', async (reason, listener, expected) => {
    const { fetch, events, url } = await openRig(listener)
    const facts = await factsOf(fetch())
    expect(facts).toMatchObject({ url, reason, milliseconds: 0, ...expected })
    expect(events.at(-1)).toMatchObject({ type: 'fetch_failed', issuer, url, reason, ...expected })
  })

  test('says when the server wants to be asked again', async () => {
    const { fetch, events } = await openRig(answering('', 503, { 'retry-after': '20' }))
    expect(await factsOf(fetch())).toMatchObject({ retryAfterSeconds: 20 })
    expect(events.at(-1)).toMatchObject({ retryAfterSeconds: 20 })
  })

  test('is not fetched from a URL that is not acceptable', async () => {
    const { fetch, events } = await openRig(answering('{}'))
    const never: Fetch = () => {
      throw new Error('it was asked for')
    }
    const facts = await factsOf(fetch({ url: 'http://as.example.test/', fetch: never }))
    expect(facts).toMatchObject({ reason: 'url_refused', phase: 'request' })
    expect(events.map(({ type }) => type)).toEqual(['fetch_started', 'fetch_failed'])
  })

  test('keeps the error of the runtime as its cause', async () => {
    const { fetch } = await openRig((request) => request.socket.destroy())
    const facts = await factsOf(fetch())
    expect(facts).toMatchObject({ reason: 'network', phase: 'request' })
    expect(facts.cause).toBeInstanceOf(TypeError)
    const odd = await factsOf(fetch({ fetch: () => Promise.reject('a string') }))
    expect(odd).toMatchObject({ reason: 'network', cause: undefined })
  })

  test('takes no longer than the deadline, and is then broken off', async () => {
    let isBrokenOff = false
    const { fetch, clock } = await openRig((_request, response) => {
      response.once('close', () => {
        isBrokenOff = true
      })
      response.writeHead(200).write('{')
    })
    const failing = factsOf(fetch())
    await clock.advance(3)
    expect(await failing).toMatchObject({ reason: 'timeout', phase: 'body', bytes: 1, milliseconds: 3000 })
    await clock.advance(0)
    expect([isBrokenOff, clock.pendingTasks]).toEqual([true, 0])
  })

  test('is aborted when the protected resource is closed, and not fetched after that', async () => {
    const { fetch, clock, closing } = await openRig(() => undefined)
    const failing = factsOf(fetch())
    await clock.advance(0)
    closing.close()
    expect(await failing).toMatchObject({ reason: 'closed', phase: 'request' })
    expect(await factsOf(fetch())).toMatchObject({ reason: 'closed', phase: 'request' })
  })

  test('is not taken for a redirect if the response hides its type', async () => {
    const { fetch } = await openRig(answering(''))
    const opaque = Object.create(Response.error(), {
      type: { value: 'opaqueredirect' },
      headers: { value: new Headers() },
      status: { value: 0 }
    }) as Response
    expect(await factsOf(fetch({ fetch: () => Promise.resolve(opaque) }))).toMatchObject({
      reason: 'redirect'
    })
  })
})

describe('a document that cannot be used', () => {
  test('fails with the error of the parser, and is reported as invalid', async () => {
    const { fetch, events } = await openRig(answering('{}'))
    const refusal = new ProtectedResourceError('jwks_invalid')
    const failing = fetch({ parse: () => Promise.reject(refusal) })
    await expect(failing).rejects.toBe(refusal)
    expect(events.at(-1)).toMatchObject({
      type: 'fetch_failed',
      reason: 'invalid',
      phase: 'body',
      status: 200
    })
  })
})
