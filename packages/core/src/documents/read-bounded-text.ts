/** The bytes that were read so far, for the event of a failed fetch. */
export interface ByteCount {
  bytes: number
}

/** The part of a `Response` that holds its body. */
export interface ResponseBody {
  /** Null if there is none. */
  readonly body: ByteStream | null
}

/** The part of a `ReadableStream` that is used. */
export interface ByteStream {
  /** Starts reading. */
  getReader(): ByteReader
}

/** Reads chunk by chunk. */
export interface ByteReader {
  /** Returns the next chunk, or that there is none. */
  read(): Promise<NextBytes | NoMoreBytes>
  /** Stops reading. */
  cancel(): Promise<unknown>
}

/** A chunk. */
export interface NextBytes {
  /** Distinguishes it from the end. */
  readonly done: false
  /** The bytes. */
  readonly value: Uint8Array
}

/** The end. */
export interface NoMoreBytes {
  /** Distinguishes it from a chunk. */
  readonly done: true
  /** Not used. */
  readonly value?: unknown
}

/**
 * Reads a response body as UTF-8 text, up to a limit. Counts bytes after decompression, so it also stops a
 * small response that inflates to a huge one.
 *
 * @param response The response.
 * @param maxBytes The limit.
 * @param count Gets the number of bytes that were read.
 * @returns The text, or undefined if the body is longer than the limit.
 */
export async function readBoundedText(
  response: ResponseBody,
  maxBytes: number,
  count: ByteCount
): Promise<string | undefined> {
  if (response.body === null) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    count.bytes += value.byteLength
    if (count.bytes > maxBytes) {
      void reader.cancel().catch(() => undefined)
      return undefined
    }
    text += decoder.decode(value, { stream: true })
  }
}
