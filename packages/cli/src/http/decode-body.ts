import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

type Decoder = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync
}

/**
 * Decodes a content coding up to a limit. Requests ask for `identity`, and some servers compress anyway.
 * Bytes that do not decode, or decode to more than the limit, give an empty buffer.
 */
export function decodeBody(bytes: Buffer, coding: string | undefined, maxBytes: number): Buffer {
  const decoder = DECODERS[coding?.trim().toLowerCase() ?? '']
  if (decoder === undefined) return bytes
  try {
    return decoder(bytes, { maxOutputLength: maxBytes })
  } catch {
    return Buffer.alloc(0)
  }
}
