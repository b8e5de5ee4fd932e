import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

type Decoder = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync
}

/**
 * Undoes a content coding, within a bound. We ask for `identity`; some front ends compress all the same.
 * Bytes that do not decode, or decode to more than the bound, give an empty buffer: there is no document in
 * them for us.
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
