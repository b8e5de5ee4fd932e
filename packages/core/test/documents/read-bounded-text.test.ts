import { describe, expect, test } from 'vitest'
import { readBoundedText } from '../../src/documents/read-bounded-text.ts'

const encode = (text: string) => new TextEncoder().encode(text)

/** A response whose body comes in these pieces. */
function respond(...pieces: Uint8Array[]): { response: Response; isCancelled: () => boolean } {
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces.shift()
      if (piece === undefined) controller.close()
      else controller.enqueue(piece)
    },
    cancel() {
      isCancelled = true
    }
  })
  return { response: new Response(body), isCancelled: () => isCancelled }
}

describe('reading a body within bounds', () => {
  test('gives the whole text, and counts its bytes', async () => {
    const count = { bytes: 0 }
    const { response } = respond(encode('{"a":'), encode('1}'))
    expect(await readBoundedText(response, 7, count)).toBe('{"a":1}')
    expect(count.bytes).toBe(7)
  })

  test('puts characters together that came in two pieces', async () => {
    const bytes = encode('é')
    const { response } = respond(bytes.slice(0, 1), bytes.slice(1))
    expect(await readBoundedText(response, 10, { bytes: 0 })).toBe('é')
  })

  test('gives an empty text for no body, and for an empty one', async () => {
    expect(await readBoundedText(new Response(null), 10, { bytes: 0 })).toBe('')
    expect(await readBoundedText(respond().response, 10, { bytes: 0 })).toBe('')
  })

  test('stops at the bound, and cancels the rest', async () => {
    const count = { bytes: 0 }
    const { response, isCancelled } = respond(encode('1234'), encode('5678'), encode('never'))
    expect(await readBoundedText(response, 7, count)).toBeUndefined()
    expect([count.bytes, isCancelled()]).toEqual([8, true])
  })

  test('stops at the bound even if cancelling fails', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encode('too much')),
      cancel: () => Promise.reject(new Error('not to be cancelled'))
    })
    expect(await readBoundedText(new Response(body), 7, { bytes: 0 })).toBeUndefined()
  })

  test('passes on a body that breaks off', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('broken off'))
    })
    await expect(readBoundedText(new Response(body), 7, { bytes: 0 })).rejects.toThrow('broken off')
  })
})
