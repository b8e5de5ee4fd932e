import { decodeBytes } from '#base64url'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { HeaderMemory } from './header-memory.ts'
import { parseJsonObject } from './parse-json-object.ts'
import { splitToken } from './split-token.ts'
import type { UnverifiedToken } from './unverified-token.ts'

/** The longest header segment, in characters; a header has three or four short members. */
const MAX_HEADER_LENGTH = 4096

/** How tokens are parsed. */
export interface ParseSettings {
  /** The longest token that is looked at; tokens are ASCII, so characters are bytes. */
  readonly maxTokenBytes: number
  readonly headers: HeaderMemory
}

/**
 * Parses a JWT in compact serialisation, within bounds that are checked first (RFC 7519 section 7.2, steps 1
 * to 6). It verifies nothing.
 *
 * @param accessToken The token as sent.
 * @param settings How.
 * @returns The token taken apart.
 * @throws {ProtectedResourceError} `token_too_large`, `token_opaque`, `token_encrypted`, `token_malformed` or
 *   `token_critical_header`.
 */
export function parseToken(accessToken: string, { maxTokenBytes, headers }: ParseSettings): UnverifiedToken {
  if (accessToken.length > maxTokenBytes) throw tooLarge(HINT_TOKEN)
  const { header, payload, signature } = splitToken(accessToken)
  if (header.length > MAX_HEADER_LENGTH) throw tooLarge(HINT_HEADER)
  return {
    headerSegment: header,
    unverifiedHeader: headers.parse(header),
    unverifiedClaims: parseJsonObject(payload),
    signingInput: accessToken.slice(0, header.length + 1 + payload.length),
    signature: decodeSignature(signature)
  }
}

function decodeSignature(segment: string): Uint8Array {
  const signature = decodeBytes(segment)
  if (signature !== undefined) return signature
  throw new ProtectedResourceError('token_malformed', { hint: HINT_SIGNATURE })
}

function tooLarge(hint: string): ProtectedResourceError {
  return new ProtectedResourceError('token_too_large', { hint })
}

const HINT_TOKEN =
  'the access token is longer than "maxTokenBytes": have the authorization server put fewer claims (often groups) into it'
const HINT_HEADER = `the header of the token is longer than ${MAX_HEADER_LENGTH} characters`
const HINT_SIGNATURE =
  'the signature of the token is not strict base64url: the token was cut, padded or re-encoded on its way'
