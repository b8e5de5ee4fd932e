import { parseJsonObject } from './parse-json-object.ts'
import type { JoseHeader } from './unverified-token.ts'
import { validateHeader } from './validate-header.ts'

/** An issuer has one header for each of its keys; this is room for many issuers. */
const MAX_HEADERS = 256

/** Headers that were seen on verified tokens, which are nearly all the same. */
export interface HeaderMemory {
  /**
   * Parses the header segment of a token, or takes it from memory.
   *
   * @throws {ProtectedResourceError} `token_malformed` or `token_critical_header`.
   */
  parse(segment: string): JoseHeader
  /** Remembers a header, once its signature was verified: what anyone can make up is not remembered. */
  remember(segment: string, header: JoseHeader): void
}

/**
 * Makes a memory for headers.
 *
 * @returns The memory.
 */
export function createHeaderMemory(): HeaderMemory {
  const headers = new Map<string, JoseHeader>()
  /** To compare a text costs less than to look it up, which takes a hash of all of it. */
  let last: { readonly segment: string; readonly header: JoseHeader } | undefined
  return {
    parse(segment) {
      if (last?.segment === segment) return last.header
      const header = headers.get(segment)
      if (header === undefined) return validateHeader(parseJsonObject(segment))
      last = { segment, header }
      return header
    },
    remember(segment, header) {
      if (header === last?.header || headers.has(segment)) return
      if (headers.size >= MAX_HEADERS) {
        headers.clear()
        last = undefined
      }
      headers.set(segment, header)
    }
  }
}
