import { parseJsonObject } from './parse-json-object.ts'
import type { JoseHeader } from './unverified-token.ts'
import { validateHeader } from './validate-header.ts'

/** An issuer has one header for each of its keys, so this suffices for many issuers. */
const MAX_HEADERS = 256

/** Caches the parsed headers of verified tokens: an issuer uses few different ones. */
export interface HeaderMemory {
  /**
   * Parses the header segment of a token, or returns the cached header.
   *
   * @throws {ProtectedResourceError} `token_malformed` or `token_critical_header`.
   */
  parse(segment: string): JoseHeader
  /** Caches a header. Called after the signature is verified, so forged headers are never cached. */
  remember(segment: string, header: JoseHeader): void
}

/** Creates a cache of parsed headers. */
export function createHeaderMemory(): HeaderMemory {
  const headers = new Map<string, JoseHeader>()
  /** Comparing the last segment is faster than hashing it for a lookup. */
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
