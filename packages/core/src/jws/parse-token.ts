import { decodeBytes } from '#base64url'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { keepOwnMembers } from '../json/own-members.ts'
import type { HeaderMemory } from './header-memory.ts'
import { parseJsonObject } from './parse-json-object.ts'
import { splitToken } from './split-token.ts'
import type { UnverifiedToken } from './unverified-token.ts'

/** Longest header segment, in characters; a header has three or four short members. */
const MAX_HEADER_LENGTH = 4096

/** How tokens are parsed. */
export interface ParseSettings {
  /** Longest token that is parsed; tokens are ASCII, so characters are bytes. */
  readonly maxTokenBytes: number
  readonly headers: HeaderMemory
}

/**
 * Parses a JWT in compact serialisation, after it checks its length (RFC 7519 section 7.2, steps 1 to 6).
 * Verifies nothing.
 *
 * @param accessToken The token as sent.
 * @throws {ProtectedResourceError} `token_too_large`, `token_opaque`, `token_encrypted`, `token_malformed` or
 *   `token_critical_header`.
 */
export function parseToken(accessToken: string, { maxTokenBytes, headers }: ParseSettings): UnverifiedToken {
  if (accessToken.length > maxTokenBytes) throw tooLarge(HINT_TOKEN)
  const { header, payload, signature } = splitToken(accessToken)
  if (header.length > MAX_HEADER_LENGTH) throw tooLarge(HINT_HEADER)
  const bytes = decodeBytes(signature)
  if (bytes === undefined) throw new ProtectedResourceError('token_malformed', { hint: HINT_SIGNATURE })
  return {
    headerSegment: header,
    unverifiedHeader: headers.parse(header),
    unverifiedClaims: keepOwnMembers(parseJsonObject(payload)),
    signingInput: accessToken.slice(0, header.length + 1 + payload.length),
    signature: bytes
  }
}

function tooLarge(hint: string): ProtectedResourceError {
  return new ProtectedResourceError('token_too_large', { hint })
}

const HINT_TOKEN =
  'the access token is longer than "maxTokenBytes": put fewer claims (often groups) into it, or raise "maxTokenBytes"; above 16 KiB, also raise "maxHeaderSize" of the Node.js server'
const HINT_HEADER = `the header of the token is longer than ${MAX_HEADER_LENGTH} characters`
const HINT_SIGNATURE =
  'the signature of the token is not strict base64url: something truncated, padded or re-encoded the token'
