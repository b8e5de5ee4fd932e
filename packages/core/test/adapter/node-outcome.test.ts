import { describe, expect, test } from 'vitest'
import { createNodeOutcome } from '../../src/adapter/node-outcome.ts'

const answer = { status: 200, headers: { Allow: 'GET' }, body: 'document' }

function responseOf(headersSent: boolean) {
  const sent: unknown[] = []
  const res = {
    statusCode: 0,
    headersSent,
    setHeader: (...header: unknown[]) => sent.push(header),
    end: (body?: string) => sent.push(body)
  }
  return { res, sent }
}

describe('an answer without a refusal', () => {
  test.each(['answer', 'next'] as const)("is sent with onRefusal '%s'", (onRefusal) => {
    const { res, sent } = responseOf(false)
    const next = () => sent.push('next')
    createNodeOutcome({ res, next, onRefusal }).answer(answer)
    expect([res.statusCode, ...sent]).toEqual([200, ['Allow', 'GET'], 'document'])
  })

  test('never passes the request on, even if headers were sent before', () => {
    const { res, sent } = responseOf(true)
    createNodeOutcome({ res, next: () => sent.push('next') }).answer(answer)
    expect(sent).toEqual([])
  })
})
