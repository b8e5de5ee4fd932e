import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { parseJsonObject } from './parse-json-object.ts'
import { splitToken } from './split-token.ts'
import type { UnverifiedToken } from './unverified-token.ts'
import { validateHeader } from './validate-header.ts'

/** The longest header segment, in characters; a header has three or four short members. */
const MAX_HEADER_LENGTH = 4096

/**
 * Parses a JWT in compact serialisation, within bounds that are checked first (RFC 7519 section 7.2, steps 1
 * to 6). It verifies nothing.
 *
 * @param accessToken The token as sent.
 * @param maxTokenBytes The longest token that is looked at; tokens are ASCII, so characters are bytes.
 * @returns The token taken apart.
 * @throws {ProtectedResourceError} `token_too_large`, `token_opaque`, `token_encrypted`, `token_malformed` or
 *   `token_critical_header`.
 */
export function parseToken(accessToken: string, maxTokenBytes: number): UnverifiedToken {
  if (accessToken.length > maxTokenBytes)
    throw new ProtectedResourceError('token_too_large', { hint: HINT_TOKEN })
  const { header, payload, signature } = splitToken(accessToken)
  if (header.length > MAX_HEADER_LENGTH)
    throw new ProtectedResourceError('token_too_large', { hint: HINT_HEADER })
  return {
    headerSegment: header,
    unverifiedHeader: validateHeader(parseJsonObject(header)),
    unverifiedClaims: parseJsonObject(payload),
    signingInput: accessToken.slice(0, header.length + 1 + payload.length),
    signature
  }
}

const HINT_TOKEN =
  'the access token is longer than "maxTokenBytes": have the authorization server put fewer claims (often groups) into it'
const HINT_HEADER = `the header of the token is longer than ${MAX_HEADER_LENGTH} characters`
