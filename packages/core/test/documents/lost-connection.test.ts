import { createTestClock } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { createClosing } from '../../src/documents/closing.ts'
import { DocumentError } from '../../src/documents/document-error.ts'
import { fetchDocument, type Fetch } from '../../src/documents/fetch-document.ts'
import { recordEvents } from '../support/record-events.ts'
import { serve } from '../support/serve.ts'

/** Fetches from a server that loses its first connections before it answers, or after it has begun to. */
async function fetchFrom(lost: number, begin: 'never' | 'headers' = 'never') {
  let requests = 0
  const url = await serve((_request, response) => {
    requests += 1
    if (requests > lost) return void response.end('{"keys":[]}')
    if (begin === 'headers') {
      response.writeHead(200, { 'content-length': 100 }).write('{')
      setTimeout(() => response.socket?.resetAndDestroy(), 20)
    } else response.socket?.resetAndDestroy()
  })
  const events = recordEvents()
  const request = { issuer: 'https://as.example.test', document: 'jwks', url, maxBytes: 100 } as const
  const settings = { fetch, clock: createTestClock(), fetchTimeoutSeconds: 3, closing: createClosing() }
  const outcome = await fetchDocument({ ...request, parse: (content) => content }, settings).then(
    ({ content }) => content,
    (error: unknown) => (error instanceof DocumentError ? error.facts.reason : error)
  )
  return { outcome, requests, events: events.map(({ type }) => type) }
}

describe('a connection that is reset', () => {
  test('before the answer begins is tried once more, immediately, as one fetch', async () => {
    expect(await fetchFrom(1)).toEqual({
      outcome: { keys: [] },
      requests: 2,
      events: ['fetch_started', 'fetch_succeeded']
    })
  })

  test('twice is a failure', async () => {
    expect(await fetchFrom(2)).toEqual({
      outcome: 'network',
      requests: 2,
      events: ['fetch_started', 'fetch_failed']
    })
  })

  test('after the answer has begun is a failure immediately', async () => {
    expect(await fetchFrom(1, 'headers')).toMatchObject({ outcome: 'network', requests: 1 })
  })
})

test.each<[string, unknown, number]>([
  ['an error with a code', Object.assign(new Error('lost'), { code: 'ECONNRESET' }), 2],
  [
    'the cause of an error',
    new TypeError('failed', { cause: Object.assign(new Error(''), { code: 'EPIPE' }) }),
    2
  ],
  ['a refused connection', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 1],
  ['no code', new TypeError('failed'), 1],
  ['no error', 'lost', 1]
])('a fetch of the application that fails with %s', async (_title, failure, attempts) => {
  let calls = 0
  const failing: Fetch = () => {
    calls += 1
    return Promise.reject(failure)
  }
  const request = { issuer: 'https://as.example.test', document: 'jwks', url: 'https://a.test' } as const
  const settings = {
    fetch: failing,
    clock: createTestClock(),
    fetchTimeoutSeconds: 3,
    closing: createClosing()
  }
  const fetching = fetchDocument({ ...request, maxBytes: 1, parse: (content) => content }, settings)
  await expect(fetching).rejects.toThrow('network')
  expect(calls).toBe(attempts)
})

test('a fetch that was aborted is not tried again', async () => {
  const closing = createClosing()
  let calls = 0
  const aborted: Fetch = () => {
    calls += 1
    closing.close()
    return Promise.reject(Object.assign(new Error('lost'), { code: 'ECONNRESET' }))
  }
  const request = { issuer: 'https://as.example.test', document: 'jwks', url: 'https://a.test' } as const
  const settings = { fetch: aborted, clock: createTestClock(), fetchTimeoutSeconds: 3, closing }
  await expect(
    fetchDocument({ ...request, maxBytes: 1, parse: (content) => content }, settings)
  ).rejects.toThrow('closed')
  expect(calls).toBe(1)
})
