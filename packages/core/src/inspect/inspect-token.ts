import type { JsonObject } from '../json/json-object.ts'
import { createHeaderMemory } from '../jws/header-memory.ts'
import { parseJsonObject } from '../jws/parse-json-object.ts'
import { parseToken } from '../jws/parse-token.ts'
import type { UnverifiedToken } from '../jws/unverified-token.ts'
import { toFailure, type InspectedFailure } from './inspected-failure.ts'

/** A token as the parser of a protected resource sees it. Nothing in it is verified. */
export interface InspectedToken {
  /** Why the parser refuses the token; undefined if it is a well-formed signed JWT (RFC 7519 section 7.2). */
  readonly failure: InspectedFailure | undefined
  /** The header, also of a refused or encrypted token; undefined if it cannot be read. */
  readonly unverifiedHeader: JsonObject | undefined
  /** The claims, also of a refused token; undefined if they cannot be read. */
  readonly unverifiedClaims: JsonObject | undefined
}

/** Parses a token as a protected resource does, without its limit on the length. Verifies nothing. */
export function inspectToken(accessToken: string): InspectedToken {
  const failure = parseFailure(accessToken)
  if (failure?.code === 'token_opaque')
    return { failure, unverifiedHeader: undefined, unverifiedClaims: undefined }
  const [header = '', claims = ''] = accessToken.split('.', 2)
  return { failure, unverifiedHeader: readSegment(header), unverifiedClaims: readSegment(claims) }
}

/**
 * Parses a token as the pipeline does, whatever its length.
 *
 * @throws {ProtectedResourceError} If the parser refuses it.
 */
export function parse(accessToken: string): UnverifiedToken {
  return parseToken(accessToken, { maxTokenBytes: Infinity, headers: createHeaderMemory() })
}

function parseFailure(accessToken: string): InspectedFailure | undefined {
  try {
    parse(accessToken)
    return undefined
  } catch (error) {
    return toFailure(error)
  }
}

function readSegment(segment: string): JsonObject | undefined {
  try {
    return parseJsonObject(segment)
  } catch {
    return undefined
  }
}
