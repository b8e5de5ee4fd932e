/** Counts while it reads, so that a failed read can say how much had come. */
export interface ByteCount {
  bytes: number
}

/** The body of a `Response`, as far as it is used. */
export interface ResponseBody {
  /** Null where there is none. */
  readonly body: ByteStream | null
}

/** As much of a `ReadableStream` as is used. */
export interface ByteStream {
  /** Begins to read. */
  getReader(): ByteReader
}

/** Reads piece by piece. */
export interface ByteReader {
  /** The next piece, or that there is none. */
  read(): Promise<NextBytes | NoMoreBytes>
  /** Wants no more. */
  cancel(): Promise<unknown>
}

/** A piece. */
export interface NextBytes {
  /** Tells it from the end. */
  readonly done: false
  /** The bytes. */
  readonly value: Uint8Array
}

/** The end. */
export interface NoMoreBytes {
  /** Tells it from a piece. */
  readonly done: true
  /** Nothing of use. */
  readonly value?: unknown
}

/**
 * Reads a response body as UTF-8 text, and stops reading at a bound. What is counted is what arrives after
 * decompression, so that a small response that inflates to a huge one is stopped too.
 *
 * @param response The response.
 * @param maxBytes The bound.
 * @param count Where the bytes are counted.
 * @returns The text, or undefined where the body is longer than the bound.
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
